package io.keepwatch.promql.eval;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.syntax.BinaryOperator;
import io.keepwatch.promql.syntax.DurationExpr;

/// Calculates durations such as `[2 * step()]` for one query.
final class Durations {

    private final double stepSeconds;
    private final double rangeSeconds;

    Durations(long stepMillis, long rangeMillis) {
        this.stepSeconds = stepMillis / 1e3;
        this.rangeSeconds = rangeMillis / 1e3;
    }

    DurationExpr.Literal any(DurationExpr expr) {
        if (expr instanceof DurationExpr.Literal literal) {
            return literal;
        }
        double seconds = seconds(expr);
        if (!Double.isFinite(seconds)) {
            throw error(expr, "duration is NaN or infinite");
        }
        if (Math.abs(seconds) > 0x1p63 / 1e9) {
            throw error(expr, "duration is out of range");
        }
        // whole milliseconds, as in Prometheus
        return new DurationExpr.Literal((long) (seconds * 1000) / 1e3, true, expr.position());
    }

    DurationExpr.Literal positive(DurationExpr expr) {
        DurationExpr.Literal literal = any(expr);
        if (!(literal.seconds() > 0)) {
            throw error(expr, "duration must be greater than 0");
        }
        return literal;
    }

    private double seconds(DurationExpr expr) {
        return switch (expr) {
            case DurationExpr.Literal literal -> literal.seconds();
            case DurationExpr.Step _ -> stepSeconds;
            case DurationExpr.Range _ -> rangeSeconds;
            case DurationExpr.Negated n -> -seconds(n.operand());
            case DurationExpr.Parenthesized p -> seconds(p.inner());
            case DurationExpr.Extreme e -> e.max() ? Arithmetic.max(seconds(e.left()), seconds(e.right()))
                    : Arithmetic.min(seconds(e.left()), seconds(e.right()));
            case DurationExpr.Arithmetic a -> calculated(a);
        };
    }

    private double calculated(DurationExpr.Arithmetic a) {
        double left = seconds(a.left());
        double right = seconds(a.right());
        if (right == 0 && a.operator() == BinaryOperator.DIVIDE) {
            throw error(a, "division by zero");
        }
        if (right == 0 && a.operator() == BinaryOperator.MODULO) {
            throw error(a, "modulo by zero");
        }
        return Arithmetic.of(a.operator()).applyAsDouble(left, right);
    }

    private static PromQlException error(DurationExpr expr, String problem) {
        return PromQlException.execution(expr.position().start() + ":" + expr.position().end() + ": " + problem);
    }
}
