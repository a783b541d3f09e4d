package io.keepwatch.ingest.otlp;

import io.keepwatch.ingest.Rejections;
import io.keepwatch.ingest.Signal;
import io.keepwatch.telemetry.batch.LogBatch;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;

/// Log records from OTLP into the columns of `otel_logs`, as OpenTelemetry's ClickHouse exporter fills them.
final class LogTranslation {

    private static final int HIGHEST_SEVERITY = 24;

    private final RecordCheck check;

    LogTranslation(RecordCheck check) {
        this.check = check;
    }

    void append(ExportLogsServiceRequest request, TelemetryBatch into, Rejections rejections) {
        var batch = (LogBatch) into;
        RecordCheck.Of checks = check.forRequest(Signal.LOGS, request, batch, rejections);
        for (ResourceLogs group : request.getResourceLogsList()) {
            var resource = new RecordOrigin(group.getResource().getAttributesList(), group.getResource().getSerializedSize());
            String service = RecordOrigin.serviceName(group.getResource());
            for (ScopeLogs scoped : group.getScopeLogsList()) {
                var scope = new RecordOrigin(scoped.getScope().getAttributesList(), scoped.getScope().getSerializedSize());
                for (LogRecord record : scoped.getLogRecordsList()) {
                    long time = time(record, checks);
                    if (isValid(record, time, resource.bytes() + scope.bytes(), checks)) {
                        batch.resourceSchemaUrl.append(group.getSchemaUrl());
                        resource.appendTo(batch.resourceAttributes);
                        batch.serviceName.append(service);
                        batch.scopeSchemaUrl.append(scoped.getSchemaUrl());
                        scope.appendTo(batch.scopeAttributes);
                        batch.scopeName.append(scoped.getScope().getName());
                        batch.scopeVersion.append(scoped.getScope().getVersion());
                        append(record, time, batch);
                    }
                }
            }
        }
    }

    /// When it happened, else when it was seen, else now.
    private static long time(LogRecord record, RecordCheck.Of checks) {
        if (record.getTimeUnixNano() != 0) {
            return record.getTimeUnixNano();
        }
        return record.getObservedTimeUnixNano() != 0 ? record.getObservedTimeUnixNano() : checks.nowNanos();
    }

    private static boolean isValid(LogRecord record, long time, int envelope, RecordCheck.Of checks) {
        return checks.optionalId(record.getTraceId(), 16, "trace id")
                && checks.optionalId(record.getSpanId(), 8, "span id")
                && checks.time(time)
                && checks.size(record, envelope);
    }

    private static void append(LogRecord record, long time, LogBatch batch) {
        batch.timestamp.append(time);
        SpanTranslation.appendId(record.getTraceId(), batch.traceId);
        SpanTranslation.appendId(record.getSpanId(), batch.spanId);
        batch.traceFlags.append(record.getFlags() & 0xFF);
        batch.severityText.append(record.getSeverityText());
        int severity = record.getSeverityNumberValue();
        batch.severityNumber.append(severity >= 0 && severity <= HIGHEST_SEVERITY ? severity : 0);
        batch.body.append(AttributeText.of(record.getBody()));
        RecordOrigin.append(record.getAttributesList(), batch.logAttributes);
        batch.eventName.append(record.getEventName());
        batch.endRow();
    }
}
