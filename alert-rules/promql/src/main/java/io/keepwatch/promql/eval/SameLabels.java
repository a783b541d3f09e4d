package io.keepwatch.promql.eval;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.telemetry.series.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Joins series that have come to the same labels; two values at the same step are an error.
final class SameLabels {

    private SameLabels() {}

    static List<StepSeries> merged(List<StepSeries> series) {
        if (!contains(series)) {
            return series;
        }
        Map<Labels, StepSeries> merged = new LinkedHashMap<>();
        for (StepSeries next : series) {
            merged.merge(next.labels(), next, SameLabels::joined);
        }
        return new ArrayList<>(merged.values());
    }

    static boolean contains(List<StepSeries> series) {
        Set<Labels> seen = new HashSet<>(series.size() * 2);
        for (StepSeries next : series) {
            if (!seen.add(next.labels())) {
                return true;
            }
        }
        return false;
    }

    private static StepSeries joined(StepSeries one, StepSeries other) {
        double[] values = one.values().clone();
        for (int step = 0; step < values.length; step++) {
            if (other.has(step)) {
                if (one.has(step)) {
                    throw duplicate();
                }
                values[step] = other.values()[step];
            }
        }
        return new StepSeries(one.labels(), values, one.dropName());
    }

    static PromQlException duplicate() {
        return PromQlException.execution("vector cannot contain metrics with the same labelset");
    }
}
