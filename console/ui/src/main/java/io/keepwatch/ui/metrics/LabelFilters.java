package io.keepwatch.ui.metrics;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
            matcher(matcher.group(1), operator(matcher.group(2)), matcher.group(3).replaceAll("\\\\(.)", "$1")).ifPresent(found::add);
            at = matcher.end();
        }
        return List.copyOf(found);
    }

    static String format(List<LabelMatcher> filters) {
        return filters.stream().map(LabelFilters::format).collect(Collectors.joining(","));
    }

    static String format(LabelMatcher filter) {
        return filter.label() + filter.operator().text() + '"' + filter.value().replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }

    private static Operator operator(String sign) {
        return Arrays.stream(Operator.values()).filter(operator -> operator.text().equals(sign)).findFirst().orElse(Operator.EQUAL);
    }

    /// Nothing for a regular expression that cannot be read.
    private static Optional<LabelMatcher> matcher(String label, Operator operator, String value) {
        try {
            return Optional.of(new LabelMatcher(label, operator, value));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
