package io.keepwatch.promql.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A range vector: its samples, and where the window of each step lies.
///
/// @param at when not null, the window stands still there
record RangeColumns(List<RangeSeries> series, long rangeMillis, long offsetMillis, @Nullable Long at) {

    /// The end of the window, which belongs to it; the start, [#rangeMillis] earlier, does not.
    long windowEnd(long time) {
        return (at == null ? time : at) - offsetMillis;
    }
}
