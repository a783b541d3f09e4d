package io.keepwatch.alerting.running;

import io.keepwatch.promql.conformance.InMemorySeriesStore;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Samples in memory behind both ports; it can be away.
final class SampleStore implements SeriesStore, TelemetryWriter {

    private final InMemorySeriesStore samples = new InMemorySeriesStore();
    private volatile boolean reads = true;
    private volatile boolean writes = true;

    void away(boolean away) {
        reads = !away;
        writes = !away;
    }

    /// It answers, but takes nothing.
    void full(boolean full) {
        writes = !full;
    }

    synchronized void add(Instant at, double value, String... labels) {
        samples.load(List.of(new SampleColumn(Labels.of(labels), new long[] {at.toEpochMilli()}, new double[] {value})));
    }

    @Override
    public synchronized void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
        require(reads);
        samples.forEach(selection, control, each);
    }

    @Override
    public synchronized void write(TelemetryBatch batch) {
        require(writes);
        var metrics = (MetricBatch) batch;
        for (int i = 0; i < metrics.rows(); i++) {
            int series = metrics.sampleSeries().get(i);
            Map<String, String> labels = metrics.series().labels.get(series);
            labels.put(Labels.NAME, metrics.series().name.get(series));
            samples.load(List.of(new SampleColumn(Labels.of(labels), new long[] {metrics.sampleTime().get(i)},
                    new double[] {metrics.sampleValue().get(i)})));
        }
    }

    private static void require(boolean there) {
        if (!there) {
            throw new StoreUnavailableException("ClickHouse is away", Duration.ofSeconds(1), null);
        }
    }
}
