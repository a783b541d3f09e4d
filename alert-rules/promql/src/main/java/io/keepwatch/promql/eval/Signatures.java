package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.Expr.VectorMatching;
import io.keepwatch.telemetry.series.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers the label sets by which the series of two vectors find each other.
final class Signatures {

    private final VectorMatching matching;
    private final List<String> ignored;
    private final Map<Labels, Integer> ordinals = new HashMap<>();

    Signatures(VectorMatching matching) {
        this.matching = matching;
        this.ignored = new ArrayList<>(matching.labels());
        this.ignored.add(Labels.NAME);
    }

    int[] of(List<StepSeries> series) {
        int[] signatures = new int[series.size()];
        for (int i = 0; i < signatures.length; i++) {
            signatures[i] = ordinal(labels(series.get(i).labels()));
        }
        return signatures;
    }

    private int ordinal(Labels signature) {
        int next = ordinals.size();
        Integer known = ordinals.putIfAbsent(signature, next);
        return known == null ? next : known;
    }

    Labels labels(Labels all) {
        return matching.on() ? all.only(matching.labels()) : all.without(ignored);
    }

    int count() {
        return ordinals.size();
    }
}
