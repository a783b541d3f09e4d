package io.keepwatch.telemetry.contract;

import io.keepwatch.telemetry.batch.LogBatch;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A log record for a test: what is not said has a harmless value.
public record LogRow(
        Instant time, String service, int severityNumber, String severityText, String body, String traceId, String spanId,
        SortedMap<String, String> attributes, SortedMap<String, String> resource) {

    public static LogRow of(Instant time, String service, String body) {
        return new LogRow(time, service, 9, "INFO", body, "", "", new TreeMap<>(), new TreeMap<>());
    }

    public LogRow severity(int number, String text) {
        return new LogRow(time, service, number, text, body, traceId, spanId, attributes, resource);
    }

    public LogRow in(String trace, String span) {
        return new LogRow(time, service, severityNumber, severityText, body, trace, span, attributes, resource);
    }

    public LogRow with(String key, String value) {
        return new LogRow(time, service, severityNumber, severityText, body, traceId, spanId, SpanRow.plus(attributes, key, value), resource);
    }

    public LogRow resource(String key, String value) {
        return new LogRow(time, service, severityNumber, severityText, body, traceId, spanId, attributes, SpanRow.plus(resource, key, value));
    }

    public static LogBatch batch(List<LogRow> rows) {
        var batch = new LogBatch();
        rows.forEach(row -> append(batch, row));
        return batch;
    }

    private static void append(LogBatch batch, LogRow row) {
        batch.timestamp.append(SpanRow.nanos(row.time));
        batch.traceId.append(row.traceId);
        batch.spanId.append(row.spanId);
        batch.traceFlags.append(0);
        batch.severityText.append(row.severityText);
        batch.severityNumber.append(row.severityNumber);
        batch.serviceName.append(row.service);
        batch.body.append(row.body);
        batch.resourceSchemaUrl.append("");
        batch.resourceAttributes.append(row.resource);
        batch.scopeSchemaUrl.append("");
        batch.scopeName.append("");
        batch.scopeVersion.append("");
        batch.scopeAttributes.appendEmpty();
        batch.logAttributes.append(row.attributes);
        batch.eventName.append("");
        batch.endRow();
    }
}
