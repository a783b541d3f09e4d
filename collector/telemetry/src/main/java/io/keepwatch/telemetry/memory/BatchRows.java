package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.batch.LogBatch;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesColumns;
import io.keepwatch.telemetry.batch.SeriesMetadata;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.logs.LogPosition;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.metrics.MetricType;
import io.keepwatch.telemetry.traces.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// Turns the columns of a batch back into records.
final class BatchRows {

    private BatchRows() {}

    static List<Span> spans(SpanBatch batch) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < batch.rows(); i++) {
            spans.add(new Span(batch.traceId.get(i), batch.spanId.get(i), batch.parentSpanId.get(i), batch.traceState.get(i),
                    batch.spanName.get(i), batch.spanKind.get(i), batch.serviceName.get(i), instant(batch.timestamp.get(i)),
                    batch.duration.get(i), batch.statusCode.get(i), batch.statusMessage.get(i), batch.scopeName.get(i),
                    batch.scopeVersion.get(i), batch.spanAttributes.get(i), batch.resourceAttributes.get(i), events(batch, i), links(batch, i)));
        }
        return spans;
    }

    private static List<Span.Event> events(SpanBatch batch, int row) {
        List<Span.Event> events = new ArrayList<>();
        for (int i = row == 0 ? 0 : batch.events.end(row - 1); i < batch.events.end(row); i++) {
            events.add(new Span.Event(instant(batch.events.timestamp.get(i)), batch.events.name.get(i), batch.events.attributes.get(i)));
        }
        return events;
    }

    private static List<Span.Link> links(SpanBatch batch, int row) {
        List<Span.Link> links = new ArrayList<>();
        for (int i = row == 0 ? 0 : batch.links.end(row - 1); i < batch.links.end(row); i++) {
            links.add(new Span.Link(batch.links.traceId.get(i), batch.links.spanId.get(i), batch.links.traceState.get(i),
                    batch.links.attributes.get(i)));
        }
        return links;
    }

    static List<LogRecord> logs(LogBatch batch) {
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < batch.rows(); i++) {
            String body = batch.body.get(i);
            var attributes = batch.logAttributes.get(i);
            long hash = Objects.hash(body, batch.serviceName.get(i), batch.traceId.get(i), batch.spanId.get(i), attributes);
            records.add(new LogRecord(new LogPosition(instant(batch.timestamp.get(i)), hash), batch.serviceName.get(i),
                    batch.severityNumber.get(i), batch.severityText.get(i), body, batch.eventName.get(i), batch.traceId.get(i),
                    batch.spanId.get(i), batch.scopeName.get(i), attributes, batch.resourceAttributes.get(i)));
        }
        return records;
    }

    static List<StoredSeries> series(MetricBatch batch) {
        SeriesColumns columns = batch.series();
        List<StoredSeries> series = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            var metadata = new SeriesMetadata(columns.family.get(i), MetricType.valueOf(columns.type.get(i)), columns.unit.get(i),
                    columns.originalName.get(i), columns.description.get(i), Temporality.valueOf(columns.temporality.get(i)),
                    columns.monotonic.get(i) == 1);
            series.add(new StoredSeries(columns.fingerprint.get(i), columns.name.get(i), columns.labels.get(i), metadata, new TreeMap<>()));
        }
        for (int i = 0; i < batch.rows(); i++) {
            series.get(batch.sampleSeries().get(i)).samples().put(batch.sampleTime().get(i), batch.sampleValue().get(i));
        }
        return series;
    }

    private static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L));
    }
}
