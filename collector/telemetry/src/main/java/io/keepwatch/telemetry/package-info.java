/// Owns what every signal shares: the time range, the search language, and the store's failure.
@NullMarked
package io.keepwatch.telemetry;

import org.jspecify.annotations.NullMarked;
