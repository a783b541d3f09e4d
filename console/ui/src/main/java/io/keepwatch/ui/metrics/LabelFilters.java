package io.keepwatch.ui.metrics;

import io.keepwatch.telemetry.metrics.MetricQuery.LabelMatcher;
import io.keepwatch.telemetry.metrics.MetricQuery.MatchOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Filters as they stand in the URL, written as Prometheus writes them: `job="shop",http_route=~"/v1/.*"`.
final class LabelFilters {

    private static final Pattern ONE = Pattern.compile("\\s*([^\\s=!~\",]+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(,|$)");

    private LabelFilters() {}

    /// What can be read; what a person broke in the address is left out.
    static List<LabelMatcher> parse(String text) {
        var found = new ArrayList<LabelMatcher>();
        Matcher matcher = ONE.matcher(text);
        int at = 0;
        while (at < text.length() && matcher.find(at)) {
            found.add(new LabelMatcher(matcher.group(1), operator(matcher.group(2)), matcher.group(3).replaceAll("\\\\(.)", "$1")));
            at = matcher.end();
        }
        return List.copyOf(found);
    }

    static String format(List<LabelMatcher> filters) {
        return filters.stream().map(LabelFilters::format).collect(Collectors.joining(","));
    }

    static String format(LabelMatcher filter) {
        return filter.label() + sign(filter.operator()) + '"' + filter.value().replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }

    static String sign(MatchOperator operator) {
        return switch (operator) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "!=";
            case MATCHES -> "=~";
            case NOT_MATCHES -> "!~";
        };
    }

    private static MatchOperator operator(String sign) {
        return switch (sign) {
            case "!=" -> MatchOperator.NOT_EQUAL;
            case "=~" -> MatchOperator.MATCHES;
            case "!~" -> MatchOperator.NOT_MATCHES;
            default -> MatchOperator.EQUAL;
        };
    }
}
