/// Owns Keepwatch's own traces, logs and metrics.
@NullMarked
package io.keepwatch.observability;

import org.jspecify.annotations.NullMarked;
