package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.traces.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was written, as records. Readers get a copy, so that they never see half a batch.
final class StoredRows {

    private final List<Span> spans = new ArrayList<>();
    private final List<LogRecord> logs = new ArrayList<>();
    private final Map<Long, StoredSeries> series = new LinkedHashMap<>();

    synchronized List<Span> spans() {
        return List.copyOf(spans);
    }

    synchronized List<LogRecord> logs() {
        return List.copyOf(logs);
    }

    synchronized List<StoredSeries> series() {
        return series.values().stream().map(StoredSeries::copy).toList();
    }

    synchronized void addSpans(List<Span> added) {
        spans.addAll(added);
    }

    synchronized void addLogs(List<LogRecord> added) {
        logs.addAll(added);
    }

    synchronized void addSeries(List<StoredSeries> added) {
        for (StoredSeries one : added) {
            series.merge(one.fingerprint(), one, StoredSeries::mergedWith);
        }
    }
}
