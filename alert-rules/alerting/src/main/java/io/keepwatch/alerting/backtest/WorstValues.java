package io.keepwatch.alerting.backtest;

import io.keepwatch.promql.QueryResult.Matrix;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The values that a rule compares, for a chart of a long time: calculated at each slot, and of each stretch of the chart the worst one is
/// kept. A peak that made the rule fire is never averaged away, as it would be with a coarser step.
///
/// @param step   of the chart
/// @param series the worst ones first
/// @param left   series that are not among them
public record WorstValues(Instant start, Duration step, List<Series> series, int left) {

    /// @param values one per step; NaN where there is none
    public record Series(Labels labels, double[] values) {}

    /// @param value   PromQL
    /// @param slot    between two evaluations
    /// @param points  of the chart, at most
    /// @param falling whether smaller values are worse
    /// @param most    series
    public static WorstValues read(History history, String value, TimeRange range, Duration slot, int points, boolean falling, int most) {
        long perPoint = Math.max(1, Math.ceilDiv(range.length().toMillis(), slot.toMillis() * points));
        Duration step = slot.multipliedBy(perPoint);
        int steps = (int) Math.ceilDiv(range.length().toMillis(), step.toMillis()) + 1;
        Map<Labels, double[]> found = new TreeMap<>();
        Instant at = range.from();
        while (!at.isAfter(range.to())) {
            Instant wanted = at.plus(slot.multipliedBy(ColumnsAhead.MOST_SLOTS - 1L));
            Instant last = wanted.isAfter(range.to()) ? range.to() : wanted;
            for (SampleColumn column : ((Matrix) history.range(value, at, last, slot).result()).series()) {
                double[] values = found.computeIfAbsent(column.labels(), _ -> empty(steps));
                for (int i = 0; i < column.times().length; i++) {
                    int point = (int) ((column.times()[i] - range.from().toEpochMilli()) / step.toMillis());
                    values[point] = worse(values[point], column.values()[i], falling);
                }
            }
            at = at.plus(slot.multipliedBy(ColumnsAhead.MOST_SLOTS));
        }
        List<Series> worst = found.entrySet().stream().map(one -> new Series(one.getKey(), one.getValue())).sorted(byWorst(falling)).toList();
        return new WorstValues(range.from(), step, worst.stream().limit(most).toList(), Math.max(0, worst.size() - most));
    }

    /// The beginning of the first stretch that has a value; null when none has.
    public @Nullable Instant since() {
        return series.stream().map(one -> IntStream.range(0, one.values().length).filter(i -> !Double.isNaN(one.values()[i])).findFirst())
                .filter(OptionalInt::isPresent).mapToInt(OptionalInt::getAsInt).min().stream()
                .mapToObj(first -> start.plus(step.multipliedBy(first))).findFirst().orElse(null);
    }

    private static double[] empty(int steps) {
        var values = new double[steps];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static double worse(double one, double other, boolean falling) {
        return Double.isNaN(one) || (falling ? other < one : other > one) ? other : one;
    }

    private static Comparator<Series> byWorst(boolean falling) {
        Comparator<Series> rising = Comparator.comparingDouble(one ->
                Arrays.stream(one.values()).filter(Double::isFinite).map(value -> falling ? -value : value).max().orElse(Double.NEGATIVE_INFINITY));
        return rising.reversed();
    }
}
