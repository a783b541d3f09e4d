/// Owns the port through which samples of metric series are read: label sets, matchers, and the columns of their samples.
@NullMarked
package io.keepwatch.telemetry.series;

import org.jspecify.annotations.NullMarked;
