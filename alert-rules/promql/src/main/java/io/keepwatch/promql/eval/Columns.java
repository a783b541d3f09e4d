package io.keepwatch.promql.eval;

import java.util.function.DoubleUnaryOperator;

/// Operations on whole columns of values.
final class Columns {

    private Columns() {}

    /// The function on every value that is there.
    static double[] map(double[] values, DoubleUnaryOperator function) {
        double[] mapped = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            mapped[i] = StepSeries.absent(values[i]) ? StepSeries.ABSENT : function.applyAsDouble(values[i]);
        }
        return mapped;
    }
}
