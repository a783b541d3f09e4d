package io.keepwatch.telemetry.series;

import java.util.List;
import java.util.function.Consumer;

/// What the engine reads samples through; a store implements it.
@FunctionalInterface
public interface SeriesStore {

    /// The series that fulfil every matcher, with their samples in the range, each series once and with at least one
    /// sample, in order of [Labels]. Stale markers are handed out as they were stored.
    ///
    /// A store that reads much tells [QueryControl#samplesRead] as it goes and asks [QueryControl#check] from time to
    /// time, so that a query which is too large, late or no longer wanted ends.
    List<SampleColumn> select(Selection selection, QueryControl control);

    /// The same series one after the other, in any order, so that a query over many holds the samples of few.
    default void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
        select(selection, control).forEach(each);
    }

    /// @param afterMillis exclusive, @param untilMillis inclusive, both in epoch milliseconds
    record Selection(List<LabelMatcher> matchers, long afterMillis, long untilMillis) {}

    /// @param times epoch milliseconds, ascending, each once; @param values as many
    record SampleColumn(Labels labels, long[] times, double[] values) {}
}
