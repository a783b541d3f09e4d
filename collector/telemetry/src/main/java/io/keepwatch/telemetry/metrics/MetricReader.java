package io.keepwatch.telemetry.metrics;

import io.keepwatch.telemetry.TimeRange;
import java.util.List;

/// Reads metrics by their Prometheus names. Every method throws
/// [io.keepwatch.telemetry.StoreUnavailableException] when the store is down.
public interface MetricReader {

    /// Metrics with a sample in the range, by name. A histogram is one entry, not its `_bucket`, `_sum` and `_count`.
    List<MetricInfo> metrics(TimeRange range);

    List<String> labelNames(String metric, TimeRange range);

    List<String> labelValues(String metric, String label, TimeRange range);

    MetricResult query(MetricQuery query);
}
