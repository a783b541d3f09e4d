package io.keepwatch.alerting.evaluation;

import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Leaves out the series that a stale marker has ended, be it only after the time that is asked for. What is left and yet not there
/// any more has vanished without a word.
///
/// @param later how much later is looked for markers
record UnendedSeries(SeriesStore store, Duration later) implements SeriesStore {

    private static final long MARKER = Double.doubleToRawLongBits(SeriesNotation.STALE);

    @Override
    public void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
        var longer = new Selection(selection.matchers(), selection.afterMillis(), selection.untilMillis() + later.toMillis());
        store.forEach(longer, control, column -> {
            SampleColumn unended = unended(column, selection.untilMillis());
            if (unended != null) {
                each.accept(unended);
            }
        });
    }

    private static @Nullable SampleColumn unended(SampleColumn column, long until) {
        long[] times = column.times();
        if (Double.doubleToRawLongBits(column.values()[times.length - 1]) == MARKER) {
            return null;
        }
        int found = Arrays.binarySearch(times, until);
        int count = found < 0 ? -found - 1 : found + 1;
        return count == 0 ? null : new SampleColumn(column.labels(), Arrays.copyOf(times, count), Arrays.copyOf(column.values(), count));
    }
}
