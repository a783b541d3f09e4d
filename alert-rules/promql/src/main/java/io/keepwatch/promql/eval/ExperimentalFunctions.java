package io.keepwatch.promql.eval;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.syntax.Expr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/// Functions that may still change in Prometheus; a query gets them only when it asks for experiments.
final class ExperimentalFunctions {

    private ExperimentalFunctions() {}

    static void addTo(Map<String, FunctionBody> bodies) {
        bodies.put("max_of", ofScalars(Arithmetic::max));
        bodies.put("min_of", ofScalars(Arithmetic::min));
        bodies.put("mad_over_time", WindowFunctions.body((window, _) -> medianDeviation(window)));
        bodies.put("ts_of_first_over_time", WindowFunctions.body((window, _) -> window.time(0) / 1e3));
        bodies.put("ts_of_last_over_time", WindowFunctions.body((window, _) -> window.time(window.count() - 1) / 1e3));
        bodies.put("ts_of_max_over_time", WindowFunctions.body((window, _) -> timeOfExtreme(window, true)));
        bodies.put("ts_of_min_over_time", WindowFunctions.body((window, _) -> timeOfExtreme(window, false)));
        bodies.put("sort_by_label", (call, grid, evaluator) -> sorted(call, grid, evaluator, false));
        bodies.put("sort_by_label_desc", (call, grid, evaluator) -> sorted(call, grid, evaluator, true));
        bodies.put("double_exponential_smoothing", ExperimentalFunctions::smoothed);
    }

    private static FunctionBody ofScalars(DoubleBinaryOperator operator) {
        return (call, grid, evaluator) -> {
            double[] left = evaluator.scalar(call.arguments().getFirst(), grid);
            double[] right = evaluator.scalar(call.arguments().get(1), grid);
            double[] values = evaluator.column(grid);
            for (int step = 0; step < values.length; step++) {
                values[step] = operator.applyAsDouble(left[step], right[step]);
            }
            return new Value.Scalar(values);
        };
    }

    /// The median of the distances from the median.
    private static double medianDeviation(Window window) {
        double[] values = window.copy();
        for (double value : values) {
            if (Double.isNaN(value)) {
                return Double.NaN;
            }
        }
        double median = Arithmetic.quantile(0.5, values, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i] - median);
        }
        return Arithmetic.quantile(0.5, values, values.length);
    }

    /// Of several the last.
    private static double timeOfExtreme(Window window, boolean greatest) {
        int extreme = 0;
        for (int i = 1; i < window.count(); i++) {
            double value = window.value(i);
            double known = window.value(extreme);
            if (Double.isNaN(known) || (greatest ? value >= known : value <= known)) {
                extreme = i;
            }
        }
        return window.time(extreme) / 1e3;
    }

    private static Value sorted(Expr.Call call, Grid grid, Evaluator evaluator, boolean descending) {
        List<StepSeries> series = new ArrayList<>(evaluator.vector(call.arguments().getFirst(), grid));
        if (!grid.single()) {
            evaluator.annotations().sortInRange(call.position());
            return new Value.Vector(series);
        }
        Comparator<StepSeries> order = (a, b) -> 0;
        for (Expr label : call.arguments().subList(1, call.arguments().size())) {
            String name = Evaluator.text(label);
            order = order.thenComparing(s -> s.labels().get(name), NaturalOrder.INSTANCE);
        }
        order = order.thenComparing(StepSeries::labels);
        series.sort(descending ? order.reversed() : order);
        return new Value.Vector(series);
    }

    /// Holt's linear method: a level and a trend, each smoothed by its own factor.
    private static Value smoothed(Expr.Call call, Grid grid, Evaluator evaluator) {
        double[] smoothing = evaluator.scalar(call.arguments().get(1), grid);
        double[] trend = evaluator.scalar(call.arguments().get(2), grid);
        checkFactors("smoothing", "sf", smoothing);
        checkFactors("trend", "tf", trend);
        return WindowFunctions.body((window, _) -> {
            int step = Math.toIntExact((window.stepTime() - grid.start()) / grid.interval());
            return holt(window, smoothing[step], trend[step]);
        }).call(new Expr.Call(call.function(), call.arguments().subList(0, 1), call.position()), grid, evaluator);
    }

    private static void checkFactors(String what, String letters, double[] factors) {
        for (double factor : factors) {
            if (factor <= 0 || factor >= 1) {
                throw PromQlException.execution(String.format("invalid %s factor. Expected: 0 < %s < 1, got: %f", what, letters, factor));
            }
        }
    }

    private static double holt(Window window, double smoothing, double trendFactor) {
        if (window.count() < 2) {
            return StepSeries.ABSENT;
        }
        double previous = 0;
        double level = window.value(0);
        double trend = window.value(1) - window.value(0);
        for (int i = 1; i < window.count(); i++) {
            trend = i == 1 ? trend : trendFactor * (level - previous) + (1 - trendFactor) * trend;
            previous = level;
            level = smoothing * window.value(i) + (1 - smoothing) * (level + trend);
        }
        return level;
    }
}
