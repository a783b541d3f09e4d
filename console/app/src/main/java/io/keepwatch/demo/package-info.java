/// Owns the demo workload beside us: its database cluster and its programs, started, watched, broken, mended and stopped.
@NullMarked
package io.keepwatch.demo;

import org.jspecify.annotations.NullMarked;
