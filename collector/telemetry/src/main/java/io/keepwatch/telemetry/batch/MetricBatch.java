package io.keepwatch.telemetry.batch;

import java.util.SortedMap;

/// Samples as columns, beside the distinct series they belong to. Rows are samples; an exemplar belongs to the
/// sample that was appended before it.
public final class MetricBatch implements TelemetryBatch {

    /// Prometheus' marker for a series that has ended; the very bits matter, and are kept.
    public static final double STALE_MARKER = Double.longBitsToDouble(0x7ff0000000000002L);

    private final SeriesColumns series = new SeriesColumns();
    private final IntColumn sampleSeries = new IntColumn();
    private final LongColumn sampleTime = new LongColumn();
    private final DoubleColumn sampleValue = new DoubleColumn();
    private final ExemplarColumns exemplars = new ExemplarColumns();

    /// @return the index of the series in this batch, or -1 when it must be added first
    public int findSeries(long fingerprint) {
        return series.find(fingerprint);
    }

    /// Adds a series that this batch does not have yet; its first sample is to be appended next.
    ///
    /// @param fingerprint [SeriesFingerprint] of name and labels
    /// @param name        the Prometheus name, e.g. `http_server_request_duration_seconds_bucket`
    /// @param labels      without `__name__`; with `job` and `instance`
    /// @return its index
    public int addSeries(long fingerprint, String name, SortedMap<String, String> labels, SeriesMetadata metadata,
            SortedMap<String, String> resource) {
        return series.add(rows(), fingerprint, name, labels, metadata, resource);
    }

    public void addSample(int seriesIndex, long epochMillis, double value) {
        sampleSeries.append(seriesIndex);
        sampleTime.append(epochMillis);
        sampleValue.append(value);
    }

    /// Adds an exemplar of the sample appended last. Where its value falls into one bucket of a histogram, that is
    /// the sample of this bucket.
    ///
    /// @param traceId    lower-case hexadecimal, or empty
    /// @param attributes what the metric's view had filtered out
    public void addExemplar(long epochMillis, double value, String traceId, String spanId, SortedMap<String, String> attributes) {
        exemplars.add(rows() - 1, sampleSeries.get(rows() - 1), epochMillis, value, traceId, spanId, attributes);
    }

    @Override
    public int rows() {
        return sampleValue.size();
    }

    public SeriesColumns series() {
        return series;
    }

    public IntColumn sampleSeries() {
        return sampleSeries;
    }

    /// Milliseconds since 1970.
    public LongColumn sampleTime() {
        return sampleTime;
    }

    public DoubleColumn sampleValue() {
        return sampleValue;
    }

    public ExemplarColumns exemplars() {
        return exemplars;
    }

    @Override
    public long bytes() {
        return series.bytes() + sampleSeries.bytes() + sampleTime.bytes() + sampleValue.bytes() + exemplars.bytes();
    }

    /// Forgets also the series and exemplars that came with the forgotten samples.
    @Override
    public void rollbackTo(int rows) {
        sampleSeries.truncate(rows);
        sampleTime.truncate(rows);
        sampleValue.truncate(rows);
        series.forgetFrom(rows);
        exemplars.forgetFrom(rows);
    }
}
