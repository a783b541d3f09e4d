package io.keepwatch.ui.metrics;

import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.metrics.MetricType;
import io.keepwatch.telemetry.metrics.SpanMetrics;
import io.keepwatch.telemetry.series.LabelMatcher;
import java.util.List;
import java.util.stream.Collectors;

/// A query in a person's words: "http server request duration, p95, by http_route, where job is shop".
final class Reading {

    private Reading() {}

    static String of(MetricInfo metric, Aggregation aggregation, List<LabelMatcher> filters, List<String> groupBy) {
        var words = new StringBuilder(subject(metric, aggregation));
        if (!groupBy.isEmpty()) {
            words.append(" by ").append(String.join(" and ", groupBy));
        }
        if (!filters.isEmpty()) {
            words.append(", where ").append(filters.stream().map(Reading::words).collect(Collectors.joining(" and ")));
        }
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String subject(MetricInfo metric, Aggregation aggregation) {
        String thing = plain(metric);
        boolean measured = metric.type() == MetricType.HISTOGRAM || metric.type() == MetricType.SUMMARY;
        return switch (aggregation) {
            case RATE -> measured ? "measurements of " + thing + " per second" : thing + " per second";
            case SUM -> "sum of " + thing;
            case AVG -> "mean of " + thing;
            case MIN -> "least " + thing;
            case MAX -> "greatest " + thing;
            case COUNT -> "number of series of " + thing;
            case P50 -> "median of " + thing;
            case P95 -> "95 of 100 within: " + thing;
            case P99 -> "99 of 100 within: " + thing;
        };
    }

    /// The name without underscores and without the suffixes that only name the unit.
    private static String plain(MetricInfo metric) {
        if (SpanMetrics.isOne(metric.name())) {
            return metric.name().equals(SpanMetrics.CALLS) ? "spans" : "duration of spans";
        }
        String name = metric.name().replaceFirst("_total$", "").replaceFirst("_(seconds|bytes|ratio)$", "");
        return (name.isEmpty() ? metric.name() : name).replace('_', ' ').strip();
    }

    static String words(LabelMatcher filter) {
        String value = filter.value().isEmpty() ? "empty" : filter.value();
        return filter.label() + switch (filter.operator()) {
            case EQUAL -> " is " + value;
            case NOT_EQUAL -> " is not " + value;
            case MATCHES -> " matches " + value;
            case NOT_MATCHES -> " does not match " + value;
        };
    }
}
