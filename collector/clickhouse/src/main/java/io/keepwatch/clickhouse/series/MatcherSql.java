package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Matchers as conditions in SQL. ClickHouse's regular expressions are RE2 too.
public final class MatcherSql {

    private MatcherSql() {}

    /// On the columns `metric` and `labels`; a label that is not in the map reads as empty.
    public static String ofSeries(List<LabelMatcher> matchers, Parameters parameters) {
        return all(matchers, label -> label.equals(Labels.NAME) ? "metric" : "labels[" + parameters.text(label) + "]", parameters);
    }

    /// @param expression what stands for a label in SQL
    public static String all(List<LabelMatcher> matchers, UnaryOperator<String> expression, Parameters parameters) {
        return matchers.isEmpty() ? "1" : matchers.stream()
                .map(matcher -> one(matcher, expression.apply(matcher.label()), parameters)).collect(Collectors.joining(" AND "));
    }

    private static String one(LabelMatcher matcher, String actual, Parameters parameters) {
        return switch (matcher.operator()) {
            case EQUAL -> actual + " = " + parameters.text(matcher.value());
            case NOT_EQUAL -> actual + " != " + parameters.text(matcher.value());
            case MATCHES -> "match(" + actual + ", " + parameters.text(anchored(matcher)) + ")";
            case NOT_MATCHES -> "NOT match(" + actual + ", " + parameters.text(anchored(matcher)) + ")";
        };
    }

    /// As [LabelMatcher] has it.
    private static String anchored(LabelMatcher matcher) {
        return "^(?s:" + matcher.value() + ")$";
    }
}
