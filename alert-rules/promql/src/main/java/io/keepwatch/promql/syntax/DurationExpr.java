package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;
import org.jspecify.annotations.Nullable;

/// A duration in brackets or after `offset`: usually a literal, sometimes calculated from others, the query's step or its range.
public sealed interface DurationExpr {

    Position position();

    record Literal(double seconds, boolean duration, Position position) implements DurationExpr {
        public long millis() {
            return Math.round(seconds * 1e9) / 1_000_000;
        }
    }

    /// `step()`
    record Step(Position position) implements DurationExpr {}

    /// `range()`
    record Range(Position position) implements DurationExpr {}

    record Negated(DurationExpr operand, Position position) implements DurationExpr {}

    record Parenthesized(DurationExpr inner, Position position) implements DurationExpr {}

    /// `min_of(a, b)` or `max_of(a, b)`
    record Extreme(boolean max, DurationExpr left, DurationExpr right, Position position) implements DurationExpr {}

    record Arithmetic(BinaryOperator operator, DurationExpr left, DurationExpr right) implements DurationExpr {
        @Override
        public Position position() {
            return left.position().to(right.position());
        }
    }

    static @Nullable Literal literal(@Nullable DurationExpr expr) {
        return expr instanceof Literal literal ? literal : null;
    }
}
