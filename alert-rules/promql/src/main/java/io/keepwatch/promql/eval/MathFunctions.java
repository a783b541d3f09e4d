package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.Expr;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// Functions of each value alone: rounding, roots, logarithms, angles, bounds.
final class MathFunctions {

    private MathFunctions() {}

    static void addTo(Map<String, FunctionBody> bodies) {
        bodies.put("abs", body(Math::abs));
        bodies.put("ceil", body(Math::ceil));
        bodies.put("floor", body(Math::floor));
        bodies.put("exp", body(Math::exp));
        bodies.put("sqrt", body(Math::sqrt));
        bodies.put("ln", body(Math::log));
        bodies.put("log2", body(MathFunctions::log2));
        bodies.put("log10", body(Math::log10));
        bodies.put("sgn", body(value -> value < 0 ? -1 : value > 0 ? 1 : value));
        bodies.put("sin", body(Math::sin));
        bodies.put("cos", body(Math::cos));
        bodies.put("tan", body(Math::tan));
        bodies.put("asin", body(Math::asin));
        bodies.put("acos", body(Math::acos));
        bodies.put("atan", body(Math::atan));
        bodies.put("sinh", body(Math::sinh));
        bodies.put("cosh", body(Math::cosh));
        bodies.put("tanh", body(Math::tanh));
        bodies.put("asinh", body(MathFunctions::asinh));
        bodies.put("acosh", body(MathFunctions::acosh));
        bodies.put("atanh", body(value -> 0.5 * Math.log1p(2 * value / (1 - value))));
        bodies.put("rad", body(value -> value * Math.PI / 180));
        bodies.put("deg", body(value -> value * 180 / Math.PI));
        bodies.put("round", MathFunctions::round);
        bodies.put("clamp", (call, grid, evaluator) -> clamp(call, grid, evaluator, 1, 2));
        bodies.put("clamp_min", (call, grid, evaluator) -> clamp(call, grid, evaluator, 1, -1));
        bodies.put("clamp_max", (call, grid, evaluator) -> clamp(call, grid, evaluator, -1, 1));
    }

    static FunctionBody body(DoubleUnaryOperator function) {
        return (call, grid, evaluator) -> new Value.Vector(SameLabels.merged(
                evaluator.vector(call.arguments().getFirst(), grid).stream()
                        .map(series -> evaluator.withoutName(series, Columns.map(series.values(), function))).toList()));
    }

    /// Exact for powers of two.
    private static double log2(double value) {
        int exponent = Math.getExponent(value);
        boolean normal = value >= Double.MIN_NORMAL && Double.isFinite(value);
        return normal && Math.scalb(1.0, exponent) == value ? exponent : Math.log(value) / Math.log(2);
    }

    private static double asinh(double value) {
        double size = Math.abs(value);
        if (size == 0 || !Double.isFinite(value)) {
            return value;
        }
        double result = size > 0x1p28 ? Math.log(size) + Math.log(2) : Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(result, value);
    }

    private static double acosh(double value) {
        return value > 0x1p28 ? Math.log(value) + Math.log(2) : Math.log(value + Math.sqrt(value * value - 1));
    }

    private static Value round(Expr.Call call, Grid grid, Evaluator evaluator) {
        List<Expr> arguments = call.arguments();
        double[] nearest = arguments.size() < 2 ? new double[0] : evaluator.scalar(arguments.get(1), grid);
        return perStep(call, grid, evaluator, (value, step) -> {
            double inverse = 1 / (nearest.length == 0 ? 1 : nearest[step]);
            return Math.floor(value * inverse + 0.5) / inverse;
        });
    }

    /// @param min, `max` which arguments are the bounds; -1 for none
    private static Value clamp(Expr.Call call, Grid grid, Evaluator evaluator, int min, int max) {
        double[] lower = min < 0 ? new double[0] : evaluator.scalar(call.arguments().get(min), grid);
        double[] upper = max < 0 ? new double[0] : evaluator.scalar(call.arguments().get(max), grid);
        return perStep(call, grid, evaluator, (value, step) -> {
            double least = min < 0 ? Double.NEGATIVE_INFINITY : lower[step];
            double most = max < 0 ? Double.POSITIVE_INFINITY : upper[step];
            return most < least ? StepSeries.ABSENT : Arithmetic.max(least, Arithmetic.min(most, value));
        });
    }

    @FunctionalInterface
    private interface AtStep {
        double apply(double value, int step);
    }

    private static Value perStep(Expr.Call call, Grid grid, Evaluator evaluator, AtStep function) {
        return new Value.Vector(SameLabels.merged(evaluator.vector(call.arguments().getFirst(), grid).stream().map(series -> {
            double[] values = new double[series.values().length];
            for (int step = 0; step < values.length; step++) {
                values[step] = series.has(step) ? function.apply(series.values()[step], step) : StepSeries.ABSENT;
            }
            return evaluator.withoutName(series, values);
        }).filter(series -> !series.isEmpty()).toList()));
    }
}
