/// Owns the metrics of the machine that Keepwatch runs on.
@NullMarked
package io.keepwatch.host;

import org.jspecify.annotations.NullMarked;
