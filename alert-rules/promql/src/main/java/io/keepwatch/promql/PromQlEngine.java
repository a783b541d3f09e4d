package io.keepwatch.promql;

import io.keepwatch.promql.eval.Evaluator;
import io.keepwatch.promql.eval.Grid;
import io.keepwatch.promql.syntax.Experimental;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Parser;
import io.keepwatch.promql.syntax.Printer;
import io.keepwatch.promql.syntax.ValueType;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Answers PromQL queries from a store, with the semantics of Prometheus 3. It computes on the caller's thread.
///
/// Every method throws [PromQlException] for what is wrong with the query or too much for its limits.
public final class PromQlEngine {

    private final SeriesStore store;
    private final Clock clock;

    public PromQlEngine(SeriesStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public QueryAnswer instant(String query, Instant at, QueryOptions options) {
        Expr expr = read(query, options);
        return new Evaluator(query, store, options, clock).instant(expr, at.toEpochMilli());
    }

    public QueryAnswer range(String query, Instant start, Instant end, Duration step, QueryOptions options) {
        Expr expr = read(query, options);
        if (expr.type() != ValueType.INSTANT_VECTOR && expr.type() != ValueType.SCALAR) {
            throw new PromQlException(PromQlException.Kind.BAD_DATA, "invalid expression type \"" + expr.type().documented()
                    + "\" for range query, must be Scalar or instant Vector");
        }
        if (step.toMillis() <= 0) {
            throw new PromQlException(PromQlException.Kind.BAD_DATA, "zero or negative query resolution step widths are not accepted");
        }
        if (end.isBefore(start)) {
            throw new PromQlException(PromQlException.Kind.BAD_DATA, "end timestamp must not be before start time");
        }
        return new Evaluator(query, store, options, clock).range(expr, new Grid(start.toEpochMilli(), end.toEpochMilli(), step.toMillis()));
    }

    private static Expr read(String query, QueryOptions options) {
        Expr expr = Parser.parse(query);
        Experimental.refuse(expr, query, options.experimental());
        return expr;
    }

    /// Refuses a query that cannot be read, as evaluating it would.
    ///
    /// @param experimental allows what Prometheus calls experimental
    public static void check(String query, boolean experimental) {
        Experimental.refuse(Parser.parse(query), query, experimental);
    }

    /// The matchers of a selector such as `up{job="api"}`.
    public static List<LabelMatcher> selector(String text) {
        return Parser.parseSelector(text).matchers();
    }

    /// The query in its canonical form.
    public static String format(String query) {
        return Printer.print(Parser.parse(query));
    }
}
