package io.keepwatch.ui.metrics;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import java.util.List;
import java.util.stream.Collectors;

/// Which filter is to blame when no series is left.
final class NoSeries {

    private static final int EXAMPLES = 3;

    private NoSeries() {}

    static String blame(MetricReader metrics, MetricInfo metric, List<LabelMatcher> filters, TimeRange range) {
        for (LabelMatcher filter : filters) {
            List<String> values = metrics.labelValues(metric.name(), filter.label(), range);
            if (values.isEmpty() && !filter.value().isEmpty() && filter.operator() != Operator.NOT_EQUAL) {
                return "No series has the label " + filter.label() + ".";
            }
            if (filter.operator() == Operator.EQUAL && !filter.value().isEmpty() && !values.contains(filter.value())) {
                return "No series has " + LabelFilters.format(filter) + ". There is "
                        + values.stream().limit(EXAMPLES).collect(Collectors.joining(", ")) + (values.size() > EXAMPLES ? " …" : "") + ".";
            }
        }
        return filters.size() == 1
                ? "No series has " + LabelFilters.format(filters.getFirst()) + "."
                : "No single filter is to blame: no series matches all of them.";
    }
}
