package io.keepwatch.clickhouse.series;

import io.keepwatch.telemetry.batch.IntColumn;
import io.keepwatch.telemetry.batch.MetricBatch;
import java.time.Clock;

/// What this process knows of stored series without asking ClickHouse for it. Samples are remembered only where nobody else writes: with
/// the embedded engine, which belongs to one process. Whoever writes says what has been stored, before anybody is told so.
public final class SeriesMemory {

    /// Labels, their text and the place in the index.
    private static final int BYTES_PER_SERIES = 500;

    private final SeriesIndex index;
    private final SampleMemory samples;

    private SeriesMemory(SeriesIndex index, SampleMemory samples) {
        this.index = index;
        this.samples = samples;
    }

    /// Nobody else writes.
    ///
    /// @param bytes for samples, and half as many for series
    public static SeriesMemory sole(long bytes, Clock clock) {
        return new SeriesMemory(new SeriesIndex(series(bytes), false, clock), new SampleMemory(bytes, clock));
    }

    /// Others write, too.
    public static SeriesMemory shared(long bytes, Clock clock) {
        return new SeriesMemory(new SeriesIndex(series(bytes), true, clock), new SampleMemory(0, clock));
    }

    public static SeriesMemory none() {
        return shared(0, Clock.systemUTC());
    }

    private static int series(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, bytes / 2 / BYTES_PER_SERIES);
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
