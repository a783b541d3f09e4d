package io.keepwatch.telemetry.batch;

/// Rows of one signal as columns. A batch is filled by one thread, handed over once, and read afterwards.
public sealed interface TelemetryBatch permits SpanBatch, LogBatch, MetricBatch {

    int rows();

    /// About how much memory the columns hold.
    long bytes();

    /// Forgets the rows from `rows` on: undoes a request that turned out to be bad.
    void rollbackTo(int rows);
}
