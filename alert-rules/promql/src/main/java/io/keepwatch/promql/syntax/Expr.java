package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;
import io.keepwatch.telemetry.series.LabelMatcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A PromQL expression with the place it came from.
public sealed interface Expr {

    Position position();

    ValueType type();

    /// The expressions right below this one.
    default List<Expr> children() {
        return switch (this) {
            case Aggregate a -> a.parameter() == null ? List.of(a.argument()) : List.of(a.argument(), a.parameter());
            case Binary b -> List.of(b.left(), b.right());
            case Call c -> c.arguments();
            case Parenthesized p -> List.of(p.inner());
            case Unary u -> List.of(u.operand());
            case RangeSelector r -> List.of(r.selector());
            case Subquery s -> List.of(s.inner());
            case StepInvariant s -> List.of(s.inner());
            case NumberLiteral _, StringLiteral _, VectorSelector _ -> List.of();
        };
    }

    /// @param duration written as a duration such as `5m`
    record NumberLiteral(double value, boolean duration, Position position) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }
    }

    record StringLiteral(String value, Position position) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    record Parenthesized(Expr inner, Position position) implements Expr {
        @Override
        public ValueType type() {
            return inner.type();
        }
    }

    record Unary(boolean negative, Expr operand, Position position) implements Expr {
        @Override
        public ValueType type() {
            return operand.type();
        }
    }

    /// @param matching null unless both sides are instant vectors
    record Binary(BinaryOperator operator, boolean returnBool, @Nullable VectorMatching matching, Expr left, Expr right,
                  Position operatorPosition) implements Expr {
        @Override
        public Position position() {
            return left.position().to(right.position());
        }

        @Override
        public ValueType type() {
            return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR ? ValueType.SCALAR : ValueType.INSTANT_VECTOR;
        }
    }

    record Aggregate(Aggregator operator, boolean without, List<String> grouping, @Nullable Expr parameter, Expr argument,
                     Position position) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.INSTANT_VECTOR;
        }
    }

    record Call(FunctionSignature function, List<Expr> arguments, Position position) implements Expr {
        @Override
        public ValueType type() {
            return function.returns();
        }
    }

    /// @param name as written outside the braces, else empty; the matchers contain it either way
    record VectorSelector(String name, List<LabelMatcher> matchers, TimeShift shift, Extension extension, Position position)
            implements Expr {
        @Override
        public ValueType type() {
            return ValueType.INSTANT_VECTOR;
        }
    }

    record RangeSelector(VectorSelector selector, DurationExpr range, Position position) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.RANGE_VECTOR;
        }
    }

    /// @param step null for the default step
    record Subquery(Expr inner, DurationExpr range, @Nullable DurationExpr step, TimeShift shift, Position position) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.RANGE_VECTOR;
        }
    }

    /// Has the same value at every step, so one evaluation is enough. Never parsed, but found before evaluation.
    record StepInvariant(Expr inner) implements Expr {
        @Override
        public Position position() {
            return inner.position();
        }

        @Override
        public ValueType type() {
            return inner.type();
        }
    }

    /// Experimental modifiers of a selector; they are read and refused.
    enum Extension { NONE, ANCHORED, SMOOTHED }

    /// What `offset` and `@` say.
    record TimeShift(@Nullable DurationExpr offset, @Nullable At at) {
        public static final TimeShift NONE = new TimeShift(null, null);

        public TimeShift withOffset(DurationExpr offset) {
            return new TimeShift(offset, at);
        }

        public TimeShift withAt(At at) {
            return new TimeShift(offset, at);
        }

        /// Milliseconds; call it after preparation, when only literals are left.
        public long offsetMillis() {
            return offset instanceof DurationExpr.Literal literal ? literal.millis() : 0;
        }

        /// The time of `@` in epoch milliseconds, or null; call it after preparation.
        public @Nullable Long atMillis() {
            return at instanceof At.Time time ? Long.valueOf(time.millis()) : null;
        }
    }

    /// The argument of `@`.
    sealed interface At {
        record Time(long millis) implements At {}

        record Start() implements At {}

        record End() implements At {}
    }

    /// How the series of two vectors find each other.
    ///
    /// @param on       `labels` are those that count, else those that do not
    /// @param include  labels taken over from the "one" side
    /// @param fillLeft experimental, like `fillRight`
    record VectorMatching(Cardinality cardinality, boolean on, List<String> labels, List<String> include,
                          @Nullable Double fillLeft, @Nullable Double fillRight) {
        public enum Cardinality { ONE_TO_ONE, MANY_TO_ONE, ONE_TO_MANY, MANY_TO_MANY }

        public boolean fills() {
            return fillLeft != null || fillRight != null;
        }

        public VectorMatching withCardinality(Cardinality other) {
            return new VectorMatching(other, on, labels, include, fillLeft, fillRight);
        }
    }
}
