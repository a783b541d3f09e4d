package io.keepwatch.promql.eval;

import io.keepwatch.promql.EvaluatedStep;
import io.keepwatch.promql.syntax.Expr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes down what the parts of a query cost.
final class StepLog {

    private final List<@Nullable EvaluatedStep> steps = new ArrayList<>();
    private int depth;

    /// A part that is being evaluated.
    record Begun(Expr expr, int place, int depth, long nanos) {}

    /// @return null for what costs nothing and says nothing
    @Nullable Begun begin(Expr expr) {
        if (expr instanceof Expr.NumberLiteral || expr instanceof Expr.StringLiteral || expr instanceof Expr.Parenthesized
                || expr instanceof Expr.StepInvariant) {
            return null;
        }
        steps.add(null);
        return new Begun(expr, steps.size() - 1, depth++, System.nanoTime());
    }

    void end(@Nullable Begun begun, Value value) {
        if (begun == null) {
            return;
        }
        depth--;
        int series = value instanceof Value.Vector vector ? vector.series().size() : 1;
        steps.set(begun.place(), new EvaluatedStep(begun.expr().position(), begun.depth(), series, value.size(),
                Duration.ofNanos(System.nanoTime() - begun.nanos())));
    }

    List<EvaluatedStep> steps() {
        return steps.stream().filter(step -> step != null).toList();
    }
}
