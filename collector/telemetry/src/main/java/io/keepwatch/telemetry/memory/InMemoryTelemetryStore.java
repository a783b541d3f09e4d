package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.StoreReader;
import io.keepwatch.telemetry.batch.LogBatch;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.traces.TraceReader;
import java.util.List;

/// A whole telemetry store without a database: keeps everything that is written until it is dropped.
public final class InMemoryTelemetryStore implements TelemetryWriter, StoreReader {

    private final StoredRows rows = new StoredRows();

    @Override
    public void write(TelemetryBatch batch) {
        switch (batch) {
            case SpanBatch spans -> rows.addSpans(BatchRows.spans(spans));
            case LogBatch logs -> rows.addLogs(BatchRows.logs(logs));
            case MetricBatch metrics -> rows.addSeries(BatchRows.series(metrics));
        }
    }

    public TraceReader traces() {
        return new InMemoryTraceReader(rows);
    }

    public LogReader logs() {
        return new InMemoryLogReader(rows);
    }

    public MetricReader metrics() {
        return new InMemoryMetricReader(rows);
    }

    public ServiceReader services() {
        return new InMemoryServiceReader(rows);
    }

    @Override
    public StoreStatus status() {
        return new StoreStatus("in memory", List.of(
                new TableStatus("spans", rows.spans().size(), 0, 0, 1),
                new TableStatus("logs", rows.logs().size(), 0, 0, 1),
                new TableStatus("series", rows.series().size(), 0, 0, 1)), Runtime.getRuntime().freeMemory(), Runtime.getRuntime().maxMemory());
    }
}
