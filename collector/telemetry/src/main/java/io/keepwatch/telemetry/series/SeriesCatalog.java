package io.keepwatch.telemetry.series;

import java.util.List;
import java.util.Map;

/// Which series, labels and metrics there are: what editors complete and browsers list.
public interface SeriesCatalog {

    /// Series with a sample in the range that fulfil all matchers of at least one selector; without a selector all series.
    ///
    /// @param fromMillis epoch milliseconds, inclusive
    /// @param toMillis   epoch milliseconds, inclusive
    /// @param limit      of the answer's length; 0 for no limit
    record Scope(List<List<LabelMatcher>> selectors, long fromMillis, long toMillis, int limit) {}

    /// @param type in Prometheus' words: counter, gauge, histogram, summary, unknown
    record MetricMetadata(String type, String help, String unit) {}

    /// In order of [Labels].
    List<Labels> series(Scope scope);

    /// Sorted, with `__name__`.
    List<String> labelNames(Scope scope);

    /// Sorted, without the empty one.
    List<String> labelValues(String label, Scope scope);

    /// By the name of the metric's family, which is that of a histogram without `_bucket`; senders that disagree make several.
    Map<String, List<MetricMetadata>> metadata();
}
