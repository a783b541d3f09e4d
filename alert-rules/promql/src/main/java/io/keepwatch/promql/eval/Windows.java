package io.keepwatch.promql.eval;

import org.jspecify.annotations.Nullable;

/// Where the window of each step lies in a range vector.
///
/// @param at when not null, the window stands still there
record Windows(long rangeMillis, long offsetMillis, @Nullable Long at) {

    /// The end of the window, which belongs to it; the start, [#rangeMillis] earlier, does not.
    long end(long time) {
        return (at == null ? time : at) - offsetMillis;
    }
}
