package io.keepwatch.telemetry.contract;

import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesFingerprint;
import io.keepwatch.telemetry.batch.SeriesMetadata;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.metrics.MetricType;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Samples for a test, collected into a batch.
public final class SampleRows {

    private final MetricBatch batch = new MetricBatch();

    public SampleRows gauge(String name, Map<String, String> labels, Instant time, double value) {
        return add(name, name, MetricType.GAUGE, Temporality.UNSPECIFIED, labels, time, value);
    }

    public SampleRows counter(String name, Map<String, String> labels, Instant time, double value) {
        return add(name, name, MetricType.COUNTER, Temporality.CUMULATIVE, labels, time, value);
    }

    public SampleRows delta(String name, Map<String, String> labels, Instant time, double value) {
        return add(name, name, MetricType.COUNTER, Temporality.DELTA, labels, time, value);
    }

    /// @param suffix `_bucket`, `_sum` or `_count`
    public SampleRows histogram(String family, String suffix, Map<String, String> labels, Instant time, double value) {
        return add(family + suffix, family, MetricType.HISTOGRAM, Temporality.CUMULATIVE, labels, time, value);
    }

    public MetricBatch batch() {
        return batch;
    }

    private SampleRows add(String name, String family, MetricType type, Temporality temporality, Map<String, String> labels, Instant time, double value) {
        SortedMap<String, String> sorted = new TreeMap<>(labels);
        long fingerprint = SeriesFingerprint.of(name, sorted);
        int series = batch.findSeries(fingerprint);
        if (series < 0) {
            var metadata = new SeriesMetadata(family, type, "s", family.replace('_', '.'), "About " + family, temporality, type == MetricType.COUNTER);
            series = batch.addSeries(fingerprint, name, sorted, metadata, new TreeMap<>());
        }
        batch.addSample(series, time.toEpochMilli(), value);
        return this;
    }
}
