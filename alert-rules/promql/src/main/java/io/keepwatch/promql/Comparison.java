package io.keepwatch.promql;

import io.keepwatch.promql.syntax.BinaryOperator;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Parser;
import io.keepwatch.promql.syntax.Printer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One of the comparisons that decide whether a condition such as `a / b > 0.05 and c >= 30` holds, with the value at the left.
///
/// @param value     PromQL
/// @param operator  `>`, `<=` …
/// @param bound     PromQL
/// @param threshold the bound where that is a number; else null
/// @param number    where that number stands in the query; else null
public record Comparison(String value, String operator, String bound, @Nullable Double threshold, @Nullable Position number) {

    /// In the order of the query; those of which the values are only counted, added or aggregated do not decide by themselves.
    public static List<Comparison> of(String query) {
        List<Comparison> found = new ArrayList<>();
        collect(Parser.parse(query), found);
        return List.copyOf(found);
    }

    private static void collect(Expr expr, List<Comparison> found) {
        switch (expr) {
            case Expr.Parenthesized p -> collect(p.inner(), found);
            case Expr.Binary b when b.operator().isSet() -> {
                collect(b.left(), found);
                collect(b.right(), found);
            }
            case Expr.Binary b when b.operator().isComparison() && !b.returnBool() -> found.add(comparison(b));
            default -> { }
        }
    }

    private static Comparison comparison(Expr.Binary b) {
        if (threshold(b.left()) != null) {
            return comparison(b.right(), b.operator().mirrored(), b.left());
        }
        return comparison(b.left(), b.operator(), b.right());
    }

    private static Comparison comparison(Expr value, BinaryOperator operator, Expr bound) {
        Double threshold = threshold(bound);
        return new Comparison(Printer.print(value), operator.text(), Printer.print(bound), threshold, threshold == null ? null : bound.position());
    }

    private static @Nullable Double threshold(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral n -> n.value();
            case Expr.Unary u when u.operand() instanceof Expr.NumberLiteral n -> u.negative() ? -n.value() : n.value();
            default -> null;
        };
    }

    /// Whether smaller values are worse.
    public boolean falling() {
        return operator.startsWith("<");
    }

    public boolean holds(double left, double right) {
        return switch (operator) {
            case "<" -> left < right;
            case "<=" -> left <= right;
            case ">" -> left > right;
            case ">=" -> left >= right;
            case "==" -> left == right;
            default -> left != right;
        };
    }

    /// The query with another threshold.
    public String with(String query, double other) {
        Position place = number;
        if (place == null) {
            throw new IllegalStateException("There is no number to replace in: " + query);
        }
        return query.substring(0, place.start()) + PromQlText.plain(other) + query.substring(place.end());
    }
}
