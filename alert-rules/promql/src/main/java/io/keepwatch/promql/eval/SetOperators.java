package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.BinaryOperator;
import io.keepwatch.promql.syntax.Expr.VectorMatching;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `and`, `or`, `unless`.
final class SetOperators {

    private SetOperators() {}

    static Value eval(BinaryOperator operator, List<StepSeries> left, List<StepSeries> right, VectorMatching matching, Grid grid,
                      Evaluator evaluator) {
        var signatures = new Signatures(matching);
        int[] leftSignatures = signatures.of(left);
        int[] rightSignatures = signatures.of(right);
        boolean union = operator == BinaryOperator.OR;
        // which signatures the other side has at which step
        boolean[][] there = new boolean[signatures.count()][];
        List<StepSeries> other = union ? left : right;
        int[] otherSignatures = union ? leftSignatures : rightSignatures;
        for (int i = 0; i < other.size(); i++) {
            mark(there, otherSignatures[i], other.get(i), grid);
        }
        List<StepSeries> results = new ArrayList<>(union ? left : List.of());
        List<StepSeries> filtered = union ? right : left;
        int[] own = union ? rightSignatures : leftSignatures;
        boolean wanted = operator == BinaryOperator.AND;
        for (int i = 0; i < filtered.size(); i++) {
            evaluator.budget().check();
            StepSeries kept = keptWhere(filtered.get(i), there[own[i]], wanted);
            if (!kept.isEmpty()) {
                results.add(kept);
            }
        }
        return new Value.Vector(grid.single() ? checked(results, evaluator) : SameLabels.merged(results));
    }

    private static List<StepSeries> checked(List<StepSeries> results, Evaluator evaluator) {
        return evaluator.delayedNameRemoval() ? results : SameLabels.merged(results);
    }

    private static void mark(boolean[][] there, int signature, StepSeries series, Grid grid) {
        boolean[] steps = there[signature] == null ? new boolean[grid.steps()] : there[signature];
        there[signature] = steps;
        for (int step = 0; step < steps.length; step++) {
            steps[step] |= series.has(step);
        }
    }

    private static StepSeries keptWhere(StepSeries series, boolean @Nullable [] there, boolean wanted) {
        if (there == null && !wanted) {
            return series;
        }
        double[] values = series.values().clone();
        for (int step = 0; step < values.length; step++) {
            if ((there != null && there[step]) != wanted) {
                values[step] = StepSeries.ABSENT;
            }
        }
        return new StepSeries(series.labels(), values, series.dropName());
    }
}
