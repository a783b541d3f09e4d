package io.keepwatch.promql;

import io.keepwatch.promql.syntax.Aggregator;
import io.keepwatch.promql.syntax.BinaryOperator;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Parser;
import io.keepwatch.promql.syntax.Printer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns a condition into the question for which series it could be decided: `rate(x[5m]) > 5` returns nothing when no rate is above 5
/// and when there is no `x`; without its filter it tells the two apart.
///
/// The values of such a query mean nothing, only its series do.
public final class Unfiltered {

    /// Return something just because there is nothing else.
    private static final Set<String> ABSENCE = Set.of("absent", "absent_over_time");

    private Unfiltered() {}

    /// Empty when the query's series depend on values, or on there being no data, so that one that is gone says nothing.
    public static Optional<String> of(String query) {
        return unfiltered(Parser.parse(query)).map(Printer::print);
    }

    private static Optional<Expr> unfiltered(Expr expr) {
        return switch (expr) {
            case Expr.Binary b when b.operator().isSet() -> set(b);
            case Expr.Binary b -> both(b);
            case Expr.Aggregate a when a.operator() == Aggregator.COUNT_VALUES -> Optional.empty();
            case Expr.Aggregate a when choosing(a.operator()) -> unfiltered(a.argument()).map(Unfiltered::parenthesized);
            case Expr.Aggregate a -> unfiltered(a.argument()).map(argument ->
                    new Expr.Aggregate(a.operator(), a.without(), a.grouping(), a.parameter(), argument, a.position()));
            case Expr.Call c when ABSENCE.contains(c.function().name()) -> Optional.empty();
            case Expr.Call c -> all(c.arguments()).map(arguments -> new Expr.Call(c.function(), arguments, c.position()));
            case Expr.Parenthesized p -> unfiltered(p.inner()).map(inner -> new Expr.Parenthesized(inner, p.position()));
            case Expr.Unary u -> unfiltered(u.operand()).map(operand -> new Expr.Unary(u.negative(), operand, u.position()));
            case Expr.Subquery s -> unfiltered(s.inner()).map(inner ->
                    new Expr.Subquery(inner, s.range(), s.step(), s.shift(), s.position()));
            case Expr.StepInvariant s -> unfiltered(s.inner());
            case Expr.NumberLiteral _, Expr.StringLiteral _, Expr.VectorSelector _, Expr.RangeSelector _ -> Optional.of(expr);
        };
    }

    /// Take some of the series they are given.
    private static boolean choosing(Aggregator operator) {
        return switch (operator) {
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> true;
            default -> false;
        };
    }

    private static Optional<Expr> both(Expr.Binary b) {
        boolean returnBool = b.returnBool() || b.operator().isComparison();
        return all(List.of(b.left(), b.right())).map(sides ->
                new Expr.Binary(b.operator(), returnBool, b.matching(), sides.getFirst(), sides.getLast(), b.operatorPosition()));
    }

    /// A side that says nothing is left out: what it would have returned is never missed.
    private static Optional<Expr> set(Expr.Binary b) {
        Optional<Expr> left = unfiltered(b.left());
        Optional<Expr> right = b.operator() == BinaryOperator.UNLESS ? Optional.empty() : unfiltered(b.right());
        if (left.isPresent() && right.isPresent()) {
            return Optional.of(new Expr.Binary(b.operator(), false, b.matching(), left.get(), right.get(), b.operatorPosition()));
        }
        return left.or(() -> b.operator() == BinaryOperator.OR ? right : Optional.empty()).map(Unfiltered::parenthesized);
    }

    private static Optional<List<Expr>> all(List<Expr> exprs) {
        List<Optional<Expr>> each = exprs.stream().map(Unfiltered::unfiltered).toList();
        return each.stream().allMatch(Optional::isPresent) ? Optional.of(each.stream().map(Optional::orElseThrow).toList()) : Optional.empty();
    }

    private static Expr parenthesized(Expr expr) {
        return new Expr.Parenthesized(expr, expr.position());
    }
}
