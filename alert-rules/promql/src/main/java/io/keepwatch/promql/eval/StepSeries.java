package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.Labels;
import java.util.Comparator;
import java.util.List;

/// A series with one value per step.
///
/// @param values   [#ABSENT] where the series has none
/// @param dropName the metric's name is to be dropped at the end
record StepSeries(Labels labels, double[] values, boolean dropName) {

    /// The stale marker: a NaN that no calculation gives and that is never handed on as a value.
    static final double ABSENT = SeriesNotation.STALE;

    private static final long ABSENT_BITS = Double.doubleToRawLongBits(ABSENT);

    static boolean absent(double value) {
        return Double.doubleToRawLongBits(value) == ABSENT_BITS;
    }

    /// In the order of the labels, whatever order the store has them in.
    static List<StepSeries> sorted(List<StepSeries> series) {
        series.sort(Comparator.comparing(StepSeries::labels));
        return series;
    }

    boolean has(int step) {
        return !absent(values[step]);
    }

    boolean isEmpty() {
        for (double value : values) {
            if (!absent(value)) {
                return false;
            }
        }
        return true;
    }

    StepSeries withLabels(Labels other, boolean drop) {
        return new StepSeries(other, values, drop);
    }
}
