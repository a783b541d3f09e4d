package io.keepwatch.ui.metrics;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import java.util.List;
import java.util.Optional;

/// The one service that a query is about, as far as its labels tell: what a filter names, or the only value there is.
final class ServiceOf {

    private static final List<String> LABELS = List.of("service_name", "service", "job");

    private ServiceOf() {}

    /// Empty when there are several.
    static String query(MetricReader metrics, String metric, List<LabelMatcher> filters, List<String> labels, TimeRange range) {
        Optional<String> filtered = filters.stream()
                .filter(filter -> filter.operator() == Operator.EQUAL && LABELS.contains(filter.label())).findFirst()
                .map(filter -> name(filter.label(), filter.value()));
        if (filtered.isPresent()) {
            return filtered.get();
        }
        for (String label : LABELS) {
            if (labels.contains(label)) {
                List<String> values = metrics.labelValues(metric, label, range);
                return values.size() == 1 ? name(label, values.getFirst()) : "";
            }
        }
        return "";
    }

    /// `job` is service.namespace/service.name.
    private static String name(String label, String value) {
        return label.equals("job") ? value.substring(value.lastIndexOf('/') + 1) : value;
    }
}
