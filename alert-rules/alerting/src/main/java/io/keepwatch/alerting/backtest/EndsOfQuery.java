package io.keepwatch.alerting.backtest;

import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Expr.At;
import io.keepwatch.promql.syntax.Expr.TimeShift;
import io.keepwatch.promql.syntax.Parser;

/// Whether an expression looks at where its query starts or ends: it has other values in a range query than at a single slot.
final class EndsOfQuery {

    private EndsOfQuery() {}

    static boolean in(String expression) {
        return in(Parser.parse(expression));
    }

    private static boolean in(Expr expr) {
        boolean here = switch (expr) {
            case Expr.VectorSelector selector -> end(selector.shift());
            case Expr.Subquery subquery -> end(subquery.shift());
            default -> false;
        };
        return here || expr.children().stream().anyMatch(EndsOfQuery::in);
    }

    private static boolean end(TimeShift shift) {
        return shift.at() instanceof At.Start || shift.at() instanceof At.End;
    }
}
