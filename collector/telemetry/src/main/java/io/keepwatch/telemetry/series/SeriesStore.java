package io.keepwatch.telemetry.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// What the engine reads samples through; a store implements it.
@FunctionalInterface
public interface SeriesStore {

    /// The series that fulfil every matcher, with their samples in the range, each series once and with at least one sample, one after the
    /// other in any order, so that a query over many holds the samples of few. Stale markers are handed out as they were stored.
    ///
    /// A store that reads much tells [QueryControl#samplesRead] as it goes and asks [QueryControl#check] from time to
    /// time, so that a query which is too large, late or no longer wanted ends.
    void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each);

    /// The same series at once, in order of [Labels].
    default List<SampleColumn> select(Selection selection, QueryControl control) {
        List<SampleColumn> columns = new ArrayList<>();
        forEach(selection, control, columns::add);
        columns.sort(Comparator.comparing(SampleColumn::labels));
        return columns;
    }

    /// @param afterMillis exclusive, @param untilMillis inclusive, both in epoch milliseconds
    record Selection(List<LabelMatcher> matchers, long afterMillis, long untilMillis) {

        /// Whether these are the labels of one of its series.
        public boolean matches(Labels labels) {
            return LabelMatcher.allMatch(matchers, labels);
        }
    }

    /// @param times epoch milliseconds, ascending, each once; @param values as many
    record SampleColumn(Labels labels, long[] times, double[] values) {}
}
