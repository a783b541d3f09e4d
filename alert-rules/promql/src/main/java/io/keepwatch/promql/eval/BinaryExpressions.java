package io.keepwatch.promql.eval;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.syntax.BinaryOperator;
import io.keepwatch.promql.syntax.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/// Binary operators: between scalars, and between a vector and a scalar here, between vectors elsewhere.
final class BinaryExpressions {

    private BinaryExpressions() {}

    static Value eval(Expr.Binary binary, Grid grid, Evaluator evaluator) {
        Value left = evaluator.eval(binary.left(), grid);
        evaluator.budget().hold(left.size());
        Value right = evaluator.eval(binary.right(), grid);
        return switch (left) {
            case Value.Scalar l when right instanceof Value.Scalar r -> scalars(binary.operator(), l.values(), r.values());
            case Value.Vector l when right instanceof Value.Scalar r -> withScalar(binary, l, r.values(), false, evaluator);
            case Value.Scalar l when right instanceof Value.Vector r -> withScalar(binary, r, l.values(), true, evaluator);
            case Value.Vector l when right instanceof Value.Vector r -> vectors(binary, l, r, grid, evaluator);
            default -> throw new IllegalStateException("a string is no operand: " + binary.position());
        };
    }

    private static Value vectors(Expr.Binary binary, Value.Vector left, Value.Vector right, Grid grid, Evaluator evaluator) {
        Expr.VectorMatching matching = binary.matching();
        if (matching == null) {
            throw new IllegalStateException("vectors without matching: " + binary.position());
        }
        if (binary.operator().isSet()) {
            return SetOperators.eval(binary.operator(), left.series(), right.series(), matching, grid, evaluator);
        }
        if (trims(binary.operator())) {
            if (!left.series().isEmpty() && !right.series().isEmpty()) {
                evaluator.annotations().incompatibleFloats(binary.operator().text(), binary.position());
            }
            return new Value.Vector(List.of());
        }
        return new VectorJoin(binary, matching, grid, evaluator).join(left.series(), right.series());
    }

    private static Value scalars(BinaryOperator operator, double[] left, double[] right) {
        if (trims(operator)) {
            throw PromQlException.execution("operator \"" + operator.text() + "\" not allowed for Scalar operations");
        }
        DoubleBinaryOperator function = Arithmetic.of(operator);
        double[] values = new double[left.length];
        for (int step = 0; step < values.length; step++) {
            values[step] = function.applyAsDouble(left[step], right[step]);
        }
        return new Value.Scalar(values);
    }

    private static boolean trims(BinaryOperator operator) {
        return operator == BinaryOperator.TRIM_LOWER || operator == BinaryOperator.TRIM_UPPER;
    }

    /// A comparison keeps the vector's values where it holds, on whichever side the vector stands.
    private static Value withScalar(Expr.Binary binary, Value.Vector vector, double[] scalar, boolean scalarLeft, Evaluator evaluator) {
        BinaryOperator operator = binary.operator();
        if (trims(operator)) {
            evaluator.annotations().incompatibleFloats(operator.text(), binary.position());
            return new Value.Vector(List.of());
        }
        DoubleBinaryOperator function = Arithmetic.of(operator);
        boolean filter = operator.isComparison() && !binary.returnBool();
        List<StepSeries> results = new ArrayList<>();
        for (StepSeries series : vector.series()) {
            evaluator.budget().check();
            double[] values = series.values().clone();
            for (int step = 0; step < values.length; step++) {
                if (series.has(step)) {
                    double value = values[step];
                    double result = scalarLeft ? function.applyAsDouble(scalar[step], value) : function.applyAsDouble(value, scalar[step]);
                    values[step] = !filter ? result : result == 0 ? StepSeries.ABSENT : value;
                }
            }
            var result = filter ? new StepSeries(series.labels(), values, series.dropName()) : evaluator.withoutName(series, values);
            if (!result.isEmpty()) {
                results.add(result);
            }
        }
        return new Value.Vector(SameLabels.merged(results));
    }
}
