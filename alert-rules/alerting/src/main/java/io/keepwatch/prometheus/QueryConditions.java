package io.keepwatch.prometheus;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What one caller asks beside the query.
///
/// @param timeout  when shorter than the configured one
/// @param lookback how long a sample counts as current; five minutes unless given
/// @param givenUp  asked several times a second on the caller's thread; true ends the query, in the store too
public record QueryConditions(@Nullable Duration timeout, @Nullable Duration lookback, BooleanSupplier givenUp) {

    public static final QueryConditions DEFAULT = new QueryConditions(null, null, () -> false);
}
