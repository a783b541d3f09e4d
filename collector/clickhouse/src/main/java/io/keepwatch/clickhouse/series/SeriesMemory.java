package io.keepwatch.clickhouse.series;

import io.keepwatch.telemetry.batch.IntColumn;
import io.keepwatch.telemetry.batch.MetricBatch;
import java.time.Clock;

/// What this process knows of stored series without asking ClickHouse. That is right only where nobody else writes: with the embedded
/// engine, which belongs to one process. Whoever writes says what has been stored, before anybody is told so.
public final class SeriesMemory {

    /// Labels, their text and the place in the index.
    private static final int BYTES_PER_SERIES = 1_000;

    private final SeriesIndex index;
    private final SampleMemory samples;

    /// @param bytes for samples, and half as many for series
    public SeriesMemory(long bytes, Clock clock) {
        index = new SeriesIndex((int) Math.min(Integer.MAX_VALUE - 1, bytes / 2 / BYTES_PER_SERIES), clock);
        samples = new SampleMemory(bytes, clock);
    }

    /// Remembers nothing: others write, too.
    public static SeriesMemory none() {
        return new SeriesMemory(0, Clock.systemUTC());
    }

    /// Rows of `metric_series` have been stored: series of the batch and days; element i of both belongs together.
    public void seriesStored(MetricBatch batch, IntColumn series, IntColumn days) {
        index.stored(batch, series, days);
    }

    public void samplesStored(MetricBatch batch) {
        samples.stored(batch);
    }

    /// Samples may have been stored, or may yet be: nobody knows.
    public void unsure() {
        samples.unsure();
    }

    /// The tables may be new.
    public void forgetAll() {
        index.forgetAll();
        samples.forgetAll();
    }

    SeriesIndex index() {
        return index;
    }

    SampleMemory samples() {
        return samples;
    }
}
