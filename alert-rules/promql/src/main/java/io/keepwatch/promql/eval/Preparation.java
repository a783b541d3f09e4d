package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.DurationExpr;
import io.keepwatch.promql.syntax.Expr.At;
import io.keepwatch.promql.syntax.Expr.TimeShift;
import io.keepwatch.promql.syntax.Expr.VectorSelector;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes an expression ready for the evaluation of one query: calculates durations, resolves `start()` and `end()`, takes
/// parentheses off arguments, and marks what has the same value at every step.
final class Preparation {

    /// Their value depends on the time of evaluation even when their arguments do not.
    static final Set<String> TIME_DEPENDENT = Set.of("days_in_month", "day_of_month", "day_of_week", "day_of_year", "end", "hour",
            "minute", "month", "year", "predict_linear", "range", "start", "step", "time", "timestamp");

    /// Their value is the same throughout a query.
    private static final Set<String> OF_QUERY = Set.of("start", "end", "range", "step");

    private final Grid query;
    private final Durations durations;

    Preparation(Grid query, Durations durations) {
        this.query = query;
        this.durations = durations;
    }

    Expr prepared(Expr expr) {
        return marked(resolve(expr));
    }

    private Expr resolve(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral _, Expr.StringLiteral _, Expr.StepInvariant _ -> expr;
            case Expr.Parenthesized p -> new Expr.Parenthesized(resolve(p.inner()), p.position());
            case Expr.Unary u -> new Expr.Unary(u.negative(), resolve(u.operand()), u.position());
            case Expr.Binary b -> new Expr.Binary(b.operator(), b.returnBool(), b.matching(), resolve(b.left()), resolve(b.right()),
                    b.operatorPosition());
            case Expr.Aggregate a -> new Expr.Aggregate(a.operator(), a.without(), a.grouping(),
                    a.parameter() == null ? null : bare(resolve(a.parameter())), bare(resolve(a.argument())), a.position());
            case Expr.Call c when OF_QUERY.contains(c.function().name()) -> new Expr.NumberLiteral(ofQuery(c.function().name()), false, c.position());
            case Expr.Call c -> new Expr.Call(c.function(), c.arguments().stream().map(argument -> bare(resolve(argument))).toList(), c.position());
            case VectorSelector s -> selector(s);
            case Expr.RangeSelector r -> new Expr.RangeSelector(selector(r.selector()), durations.positive(r.range()), r.position());
            case Expr.Subquery s -> new Expr.Subquery(resolve(s.inner()), durations.positive(s.range()),
                    s.step() == null ? null : durations.positive(s.step()), shift(s.shift()), s.position());
        };
    }

    private double ofQuery(String function) {
        return switch (function) {
            case "start" -> query.start() / 1e3;
            case "end" -> query.end() / 1e3;
            case "range" -> (query.end() - query.start()) / 1e3;
            default -> query.single() ? 0 : query.interval() / 1e3;
        };
    }

    private static Expr bare(Expr expr) {
        Expr bare = expr;
        while (bare instanceof Expr.Parenthesized p) {
            bare = p.inner();
        }
        return bare;
    }

    private VectorSelector selector(VectorSelector s) {
        return new VectorSelector(s.name(), s.matchers(), shift(s.shift()), s.extension(), s.position());
    }

    private TimeShift shift(TimeShift shift) {
        DurationExpr offset = shift.offset() == null ? null : durations.any(shift.offset());
        At at = switch (shift.at()) {
            case At.Start _ -> new At.Time(query.start());
            case At.End _ -> new At.Time(query.end());
            case At.Time time -> time;
            case null -> null;
        };
        return new TimeShift(offset, at);
    }

    /// Whether an expression has the same value at every step and it pays to evaluate it once.
    private static boolean wraps(Expr expr) {
        return invariant(expr) && expr.type() != ValueType.RANGE_VECTOR
                && !(expr instanceof Expr.NumberLiteral || expr instanceof Expr.StringLiteral);
    }

    private static boolean invariant(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral _, Expr.StringLiteral _, Expr.StepInvariant _ -> true;
            case VectorSelector s -> s.shift().at() != null;
            case Expr.RangeSelector r -> r.selector().shift().at() != null;
            case Expr.Subquery s -> s.shift().at() != null;
            case Expr.Aggregate a -> invariant(a.argument()) && (a.parameter() == null || invariant(a.parameter()));
            case Expr.Call c when TIME_DEPENDENT.contains(c.function().name()) -> c.function().name().equals("timestamp")
                    && c.arguments().getFirst() instanceof VectorSelector s && s.shift().at() != null;
            case Expr.Call _, Expr.Binary _, Expr.Parenthesized _, Expr.Unary _ -> childrenInvariant(expr);
        };
    }

    /// A loop and no stream, whose frames would use up the stack of a long chain of operators.
    private static boolean childrenInvariant(Expr expr) {
        for (Expr child : expr.children()) {
            if (!invariant(child)) {
                return false;
            }
        }
        return true;
    }

    private static Expr marked(Expr expr) {
        return wraps(expr) ? new Expr.StepInvariant(mark(expr)) : mark(expr);
    }

    private static Expr mark(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral _, Expr.StringLiteral _, Expr.StepInvariant _, VectorSelector _, Expr.RangeSelector _ -> expr;
            case Expr.Parenthesized p -> new Expr.Parenthesized(mark(p.inner()), p.position());
            case Expr.Unary u -> new Expr.Unary(u.negative(), marked(u.operand()), u.position());
            case Expr.Binary b -> new Expr.Binary(b.operator(), b.returnBool(), b.matching(), marked(b.left()), marked(b.right()),
                    b.operatorPosition());
            case Expr.Aggregate a -> new Expr.Aggregate(a.operator(), a.without(), a.grouping(), a.parameter(), marked(a.argument()), a.position());
            case Expr.Call c -> new Expr.Call(c.function(), arguments(c), c.position());
            case Expr.Subquery s -> new Expr.Subquery(marked(s.inner()), s.range(), s.step(), s.shift(), s.position());
        };
    }

    /// Selectors stay as they are: some functions look at them.
    private static List<Expr> arguments(Expr.Call call) {
        var arguments = new ArrayList<Expr>();
        for (Expr argument : call.arguments()) {
            arguments.add(argument instanceof VectorSelector ? argument : marked(argument));
        }
        return List.copyOf(arguments);
    }
}
