/// Owns what every telemetry store must do, as tests to extend, and the rows they are fed with.
@NullMarked
package io.keepwatch.telemetry.contract;

import org.jspecify.annotations.NullMarked;
