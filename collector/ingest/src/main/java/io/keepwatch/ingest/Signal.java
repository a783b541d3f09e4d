package io.keepwatch.ingest;

import io.keepwatch.telemetry.batch.LogBatch;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TelemetryBatch;

/// OpenTelemetry's signals, as far as they are taken in.
public enum Signal {
    TRACES("traces", "spans"),
    LOGS("logs", "log records"),
    METRICS("metrics", "data points");

    private final String word;
    private final String records;

    Signal(String word, String records) {
        this.word = word;
        this.records = records;
    }

    /// As it stands in paths and labels, e.g. `traces`.
    public String word() {
        return word;
    }

    /// What one of its records is called, in the plural.
    public String records() {
        return records;
    }

    TelemetryBatch newBatch() {
        return switch (this) {
            case TRACES -> new SpanBatch();
            case LOGS -> new LogBatch();
            case METRICS -> new MetricBatch();
        };
    }
}
