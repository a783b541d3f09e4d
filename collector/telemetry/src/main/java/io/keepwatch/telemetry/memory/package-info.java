/// Owns the in-memory store, the working fake of all telemetry ports.
@NullMarked
package io.keepwatch.telemetry.memory;

import org.jspecify.annotations.NullMarked;
