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
        double[] parameters = new double[grid.steps()];
        RangeColumns ranges = new RangeColumns(List.of(), 0, 0, null);
        for (Expr argument : call.arguments()) {
            if (argument.type() == ValueType.RANGE_VECTOR) {
                ranges = evaluator.selectors().ranges(argument, grid);
            } else {
                parameters = evaluator.scalar(argument, grid);
            }
        }
        List<StepSeries> results = new ArrayList<>();
        for (RangeSeries series : ranges.series()) {
            evaluator.budget().check();
            double[] values = values(series, ranges, grid, evaluator, function, parameters);
            var result = new StepSeries(series.labels(), values, series.dropName());
            if (!result.isEmpty()) {
                results.add(keepName ? result : evaluator.withoutName(result, values));
            }
        }
        return results;
    }

    private static double[] values(RangeSeries series, RangeColumns ranges, Grid grid, Evaluator evaluator, OfWindow function,
                                   double[] parameters) {
        double[] values = evaluator.column(grid);
        var window = new Window(series);
        for (int step = 0; step < values.length; step++) {
            long time = grid.time(step);
            long end = ranges.windowEnd(time);
            window.move(end - ranges.rangeMillis(), end, time);
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
