/// Owns what the demo's programs tell about themselves: the OpenTelemetry SDK, event logs and JVM metrics.
@NullMarked
package io.keepwatch.quotes.telemetry;

import org.jspecify.annotations.NullMarked;
