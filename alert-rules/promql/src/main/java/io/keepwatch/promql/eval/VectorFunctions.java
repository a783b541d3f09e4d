package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Functions of whole vectors and of time: `absent`, `scalar`, `vector`, `sort`, `timestamp`, `time`, `pi`.
final class VectorFunctions {

    private VectorFunctions() {}

    static void addTo(Map<String, FunctionBody> bodies) {
        bodies.put("absent", (call, grid, evaluator) -> absentWhereNone(evaluator.vector(call.arguments().getFirst(), grid),
                labelsOfAbsent(call.arguments().getFirst()), grid, evaluator));
        bodies.put("scalar", VectorFunctions::scalar);
        bodies.put("vector", (call, grid, evaluator) -> new Value.Vector(List.of(
                new StepSeries(Labels.EMPTY, evaluator.scalar(call.arguments().getFirst(), grid), false))));
        bodies.put("sort", (call, grid, evaluator) -> sorted(call, grid, evaluator, false));
        bodies.put("sort_desc", (call, grid, evaluator) -> sorted(call, grid, evaluator, true));
        bodies.put("timestamp", VectorFunctions::timestamp);
        bodies.put("time", (_, grid, evaluator) -> new Value.Scalar(times(grid, evaluator)));
        bodies.put("pi", (_, grid, evaluator) -> {
            double[] values = evaluator.column(grid);
            Arrays.fill(values, Math.PI);
            return new Value.Scalar(values);
        });
    }

    private static double[] times(Grid grid, Evaluator evaluator) {
        double[] values = evaluator.column(grid);
        for (int step = 0; step < values.length; step++) {
            values[step] = grid.time(step) / 1e3;
        }
        return values;
    }

    /// 1 at each step where no series has a value.
    static Value absentWhereNone(List<StepSeries> present, Labels labels, Grid grid, Evaluator evaluator) {
        double[] values = evaluator.column(grid);
        Arrays.fill(values, 1);
        for (StepSeries series : present) {
            for (int step = 0; step < values.length; step++) {
                if (series.has(step)) {
                    values[step] = StepSeries.ABSENT;
                }
            }
        }
        var absent = new StepSeries(labels, values, false);
        return new Value.Vector(absent.isEmpty() ? List.of() : List.of(absent));
    }

    /// What the selector says for certain of the series that is not there: the labels it names once, with `=`.
    static Labels labelsOfAbsent(Expr argument) {
        List<LabelMatcher> matchers = switch (argument) {
            case Expr.VectorSelector s -> s.matchers();
            case Expr.RangeSelector r -> r.selector().matchers();
            default -> List.of();
        };
        Map<String, String> labels = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (LabelMatcher matcher : matchers) {
            if (matcher.label().equals(Labels.NAME)) {
                continue;
            }
            if (matcher.operator() == LabelMatcher.Operator.EQUAL && seen.add(matcher.label())) {
                labels.put(matcher.label(), matcher.value());
            } else {
                labels.remove(matcher.label());
            }
        }
        return Labels.of(labels);
    }

    private static Value scalar(Expr.Call call, Grid grid, Evaluator evaluator) {
        List<StepSeries> vector = evaluator.vector(call.arguments().getFirst(), grid);
        double[] values = evaluator.column(grid);
        for (int step = 0; step < values.length; step++) {
            int found = 0;
            for (StepSeries series : vector) {
                if (series.has(step)) {
                    found++;
                    values[step] = series.values()[step];
                }
            }
            values[step] = found == 1 ? values[step] : Double.NaN;
        }
        return new Value.Scalar(values);
    }

    private static Value sorted(Expr.Call call, Grid grid, Evaluator evaluator, boolean descending) {
        List<StepSeries> series = evaluator.vector(call.arguments().getFirst(), grid);
        if (!grid.single()) {
            evaluator.annotations().sortInRange(call.position());
            return new Value.Vector(series);
        }
        List<StepSeries> sorted = new ArrayList<>(series);
        sorted.sort(Comparator.comparingDouble(s -> order(s.values()[0], descending)));
        return new Value.Vector(sorted);
    }

    /// Sorts ascending or descending, NaN last in either direction, both zeros alike.
    static double order(double value, boolean descending) {
        return (descending ? -value : value) + 0.0;
    }

    /// Of a plain selector the time of the sample itself, else the time of the step.
    private static Value timestamp(Expr.Call call, Grid grid, Evaluator evaluator) {
        if (call.arguments().getFirst() instanceof Expr.VectorSelector selector) {
            return new Value.Vector(SameLabels.merged(evaluator.selectors().instant(selector, grid, true).stream()
                    .map(series -> evaluator.withoutName(series, series.values())).toList()));
        }
        return new Value.Vector(SameLabels.merged(evaluator.vector(call.arguments().getFirst(), grid).stream().map(series -> {
            double[] values = times(grid, evaluator);
            for (int step = 0; step < values.length; step++) {
                values[step] = series.has(step) ? values[step] : StepSeries.ABSENT;
            }
            return evaluator.withoutName(series, values);
        }).toList()));
    }
}
