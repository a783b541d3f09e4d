/// Owns the read port of metrics: what there is, and series over time.
@NullMarked
package io.keepwatch.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
