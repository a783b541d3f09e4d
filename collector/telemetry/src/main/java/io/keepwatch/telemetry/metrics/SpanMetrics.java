package io.keepwatch.telemetry.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The metrics that are made from spans, by the names and labels OpenTelemetry's span metrics connector gave them.
public final class SpanMetrics {

    public static final String CALLS = "traces_spanmetrics_calls_total";
    public static final String DURATION = "traces_spanmetrics_duration_seconds";

    public static final MetricInfo CALLS_INFO = new MetricInfo(CALLS, MetricType.COUNTER, "traces.span.metrics.calls", "{call}",
            "How many spans of each operation there were", 0);
    public static final MetricInfo DURATION_INFO = new MetricInfo(DURATION, MetricType.HISTOGRAM, "traces.span.metrics.duration", "s",
            "How long the spans of each operation took", 0);

    private SpanMetrics() {}

    public static boolean isOne(String metric) {
        return metric.equals(CALLS) || metric.equals(DURATION);
    }

    /// @param kind   as spans have it, e.g. `Server`
    /// @param status Unset, Ok or Error
    public static SortedMap<String, String> labels(String service, String operation, String kind, String status) {
        return new TreeMap<>(Map.of("service", service, "span_name", operation,
                "span_kind", "SPAN_KIND_" + kind.toUpperCase(Locale.ROOT), "status_code", "STATUS_CODE_" + status.toUpperCase(Locale.ROOT)));
    }
}
