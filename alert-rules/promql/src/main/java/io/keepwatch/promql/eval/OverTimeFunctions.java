package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.telemetry.series.Labels;
import java.util.List;
import java.util.Map;

/// Statistics over the samples of a window: the `…_over_time` functions.
final class OverTimeFunctions {

    private OverTimeFunctions() {}

    static void addTo(Map<String, FunctionBody> bodies) {
        bodies.put("sum_over_time", WindowFunctions.body((window, _) -> sum(window)));
        bodies.put("avg_over_time", WindowFunctions.body((window, _) -> mean(window)));
        bodies.put("min_over_time", WindowFunctions.body((window, _) -> window.extreme(false)));
        bodies.put("max_over_time", WindowFunctions.body((window, _) -> window.extreme(true)));
        bodies.put("count_over_time", WindowFunctions.body((window, _) -> window.count()));
        bodies.put("stdvar_over_time", WindowFunctions.body((window, _) -> variance(window)));
        bodies.put("stddev_over_time", WindowFunctions.body((window, _) -> Math.sqrt(variance(window))));
        bodies.put("present_over_time", WindowFunctions.body((_, _) -> 1));
        bodies.put("first_over_time", WindowFunctions.keepingName((window, _) -> window.value(0)));
        bodies.put("last_over_time", WindowFunctions.keepingName((window, _) -> window.last()));
        bodies.put("quantile_over_time", OverTimeFunctions::quantile);
        bodies.put("absent_over_time", OverTimeFunctions::absent);
    }

    private static double sum(Window window) {
        var sum = new Arithmetic.Sum();
        for (int i = 0; i < window.count(); i++) {
            sum.add(window.value(i));
        }
        return sum.value();
    }

    private static double mean(Window window) {
        var mean = new Arithmetic.Mean();
        for (int i = 0; i < window.count(); i++) {
            mean.add(window.value(i));
        }
        return mean.value();
    }

    /// Welford's, with the errors of both running values carried along.
    private static double variance(Window window) {
        var mean = new Arithmetic.Sum();
        var squares = new Arithmetic.Sum();
        for (int i = 0; i < window.count(); i++) {
            double value = window.value(i);
            double delta = value - (mean.total() + mean.error());
            mean.add(delta / (i + 1));
            squares.add(delta * (value - (mean.total() + mean.error())));
        }
        return (squares.total() + squares.error()) / window.count();
    }

    private static Value quantile(Expr.Call call, Grid grid, Evaluator evaluator) {
        List<StepSeries> series = WindowFunctions.each(call, grid, evaluator, (window, q) -> {
            if (!(q >= 0 && q <= 1)) {
                evaluator.annotations().invalidQuantile(q, call.arguments().getFirst().position());
            }
            return Arithmetic.quantile(q, window.copy(), window.count());
        }, false);
        if (!evaluator.delayedNameRemoval() && SameLabels.contains(series)) {
            throw SameLabels.duplicate();
        }
        return new Value.Vector(series);
    }

    private static Value absent(Expr.Call call, Grid grid, Evaluator evaluator) {
        List<StepSeries> present = WindowFunctions.each(call, grid, evaluator, (_, _) -> 1, false);
        Labels labels = VectorFunctions.labelsOfAbsent(call.arguments().getFirst());
        return VectorFunctions.absentWhereNone(present, labels, grid, evaluator);
    }
}
