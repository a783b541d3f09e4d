package io.keepwatch.promql.conformance;

import io.keepwatch.promql.syntax.Expr.At;
import io.keepwatch.promql.syntax.Expr.TimeShift;
import io.keepwatch.promql.syntax.Expr.VectorSelector;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Printer;
import java.util.List;
import java.util.Set;

/// The same query with `@ <time>` at every selector gives the same answer at every other time.
final class AtModifierVariants {

    private static final Set<String> TIME_DEPENDENT = Set.of("days_in_month", "day_of_month", "day_of_week", "day_of_year", "end", "hour",
            "minute", "month", "year", "predict_linear", "range", "start", "step", "time", "timestamp");

    record Variant(String query, long time) {}

    private AtModifierVariants() {}

    static List<Variant> of(Expr expr, long time) {
        if (dependsOnTime(expr)) {
            return List.of();
        }
        String query = Printer.print(at(expr, time));
        List<Long> times = time == 0 ? List.of(-1000L, 0L, 1000L) : List.of(-10 * time, 0L, time / 5, time, 10 * time);
        return times.stream().map(other -> new Variant(query, other)).toList();
    }

    private static boolean dependsOnTime(Expr expr) {
        return expr instanceof Expr.Call c && TIME_DEPENDENT.contains(c.function().name())
                || expr.children().stream().anyMatch(AtModifierVariants::dependsOnTime);
    }

    private static Expr at(Expr expr, long time) {
        return switch (expr) {
            case VectorSelector s -> selector(s, time);
            case Expr.RangeSelector r -> new Expr.RangeSelector(selector(r.selector(), time), r.range(), r.position());
            case Expr.Subquery s -> new Expr.Subquery(s.inner(), s.range(), s.step(), shift(s.shift(), time), s.position());
            case Expr.Parenthesized p -> new Expr.Parenthesized(at(p.inner(), time), p.position());
            case Expr.Unary u -> new Expr.Unary(u.negative(), at(u.operand(), time), u.position());
            case Expr.Binary b -> new Expr.Binary(b.operator(), b.returnBool(), b.matching(), at(b.left(), time), at(b.right(), time),
                    b.operatorPosition());
            case Expr.Aggregate a -> new Expr.Aggregate(a.operator(), a.without(), a.grouping(),
                    a.parameter() == null ? null : at(a.parameter(), time), at(a.argument(), time), a.position());
            case Expr.Call c -> new Expr.Call(c.function(), c.arguments().stream().map(argument -> at(argument, time)).toList(), c.position());
            case Expr.NumberLiteral _, Expr.StringLiteral _, Expr.StepInvariant _ -> expr;
        };
    }

    private static VectorSelector selector(VectorSelector s, long time) {
        return new VectorSelector(s.name(), s.matchers(), shift(s.shift(), time), s.extension(), s.position());
    }

    private static TimeShift shift(TimeShift shift, long time) {
        return shift.at() instanceof At.Time ? shift : shift.withAt(new At.Time(time));
    }
}
