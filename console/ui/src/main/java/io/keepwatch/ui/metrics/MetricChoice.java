package io.keepwatch.ui.metrics;

import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.metrics.SpanMetrics;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.ui.page.PageContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is asked, as it stands in the URL.
///
/// @param metric      Prometheus name, empty while none is chosen
/// @param aggregation as in the URL, empty for the usual one of the metric's type
/// @param only        the one series that is shown alone, empty for all
record MetricChoice(String metric, String aggregation, List<LabelMatcher> filters, List<String> groupBy, Shape shape, String only) {

    static final String METRIC = "m";
    static final String AGGREGATION = "agg";
    static final String FILTERS = "f";
    static final String GROUP_BY = "by";
    static final String SHAPE = "as";
    static final String ONLY = "only";

    enum Shape {
        LINES, STACKED, TABLE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String title() {
            return name().charAt(0) + word().substring(1);
        }

        static Shape of(String text) {
            return Arrays.stream(values()).filter(shape -> shape.word().equals(text)).findFirst().orElse(LINES);
        }
    }

    /// What a page without a choice opens with: who is asked how much.
    static Map<String, String> requestsByService() {
        return Map.of(METRIC, SpanMetrics.CALLS, AGGREGATION, Aggregations.parameter(Aggregation.RATE), GROUP_BY, "service",
                FILTERS, LabelFilters.format(List.of(new LabelMatcher("span_kind", Operator.MATCHES, "SPAN_KIND_(SERVER|CONSUMER)"))));
    }

    static MetricChoice of(PageContext page) {
        return new MetricChoice(page.parameter(METRIC, ""), page.parameter(AGGREGATION, ""), LabelFilters.parse(page.parameter(FILTERS, "")),
                Arrays.stream(page.parameter(GROUP_BY, "").split(",")).map(String::strip).filter(label -> !label.isEmpty()).distinct().toList(),
                Shape.of(page.parameter(SHAPE, "")), page.parameter(ONLY, ""));
    }
}
