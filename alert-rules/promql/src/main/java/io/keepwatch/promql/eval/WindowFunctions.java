package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.ValueType;
import java.util.ArrayList;
import java.util.List;

/// Runs a function over the windows of a range vector.
final class WindowFunctions {

    private WindowFunctions() {}

    /// Turns a window that is not empty into a value, or into [StepSeries#ABSENT].
    @FunctionalInterface
    interface OfWindow {
        /// @param parameter the scalar argument at this step; 0 when the function has none
        double apply(Window window, double parameter);
    }

    static FunctionBody body(OfWindow function) {
        return (call, grid, evaluator) -> new Value.Vector(checked(each(call, grid, evaluator, function, false), evaluator));
    }

    /// For functions whose value is one of the samples, which may keep its name.
    static FunctionBody keepingName(OfWindow function) {
        return (call, grid, evaluator) -> new Value.Vector(checked(each(call, grid, evaluator, function, true), evaluator));
    }

    private static List<StepSeries> checked(List<StepSeries> series, Evaluator evaluator) {
        if (!evaluator.delayedNameRemoval() && SameLabels.contains(series)) {
            throw SameLabels.duplicate();
        }
        return series;
    }

    static List<StepSeries> each(Expr.Call call, Grid grid, Evaluator evaluator, OfWindow function, boolean keepName) {
        Expr range = call.arguments().stream().filter(argument -> argument.type() == ValueType.RANGE_VECTOR).findFirst().orElseThrow();
        double[] parameters = call.arguments().stream().filter(argument -> argument != range)
                .findFirst().map(argument -> evaluator.scalar(argument, grid)).orElseGet(() -> new double[grid.steps()]);
        Windows windows = Selectors.windows(range);
        List<StepSeries> results = new ArrayList<>();
        evaluator.selectors().eachRange(range, grid, series -> {
            double[] values = values(series, windows, grid, evaluator, function, parameters);
            var result = new StepSeries(series.labels(), values, series.dropName());
            if (!result.isEmpty()) {
                results.add(keepName ? result : evaluator.withoutName(result, values));
            }
        });
        return StepSeries.sorted(results);
    }

    private static double[] values(RangeSeries series, Windows windows, Grid grid, Evaluator evaluator, OfWindow function,
                                   double[] parameters) {
        double[] values = evaluator.column(grid);
        var window = new Window(series);
        for (int step = 0; step < values.length; step++) {
            long time = grid.time(step);
            long end = windows.end(time);
            window.move(end - windows.rangeMillis(), end, time);
            if (window.count() > 0) {
                values[step] = function.apply(window, parameters[step]);
            }
            if ((step & 0xfff) == 0xfff) {
                evaluator.budget().check();
            }
        }
        return values;
    }
}
