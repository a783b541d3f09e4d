package io.keepwatch.clickhouse.writing;

import io.keepwatch.clickhouse.nativeformat.NativeBlock;
import io.keepwatch.clickhouse.nativeformat.Rows;
import io.keepwatch.telemetry.batch.LogBatch;

/// How a batch of log records becomes a block of `otel_logs`.
final class LogBlocks {

    private LogBlocks() {}

    static NativeBlock of(LogBatch batch) {
        Rows all = Rows.all(batch.rows());
        return new NativeBlock("otel_logs", batch.rows())
                .longs("Timestamp", "DateTime64(9)", batch.timestamp, all)
                .strings("TraceId", batch.traceId, all)
                .strings("SpanId", batch.spanId, all)
                .bytes("TraceFlags", batch.traceFlags, all)
                .dictionary("SeverityText", batch.severityText, all)
                .bytes("SeverityNumber", batch.severityNumber, all)
                .dictionary("ServiceName", batch.serviceName, all)
                .strings("Body", batch.body, all)
                .dictionary("ResourceSchemaUrl", batch.resourceSchemaUrl, all)
                .map("ResourceAttributes", batch.resourceAttributes, all)
                .dictionary("ScopeSchemaUrl", batch.scopeSchemaUrl, all)
                .strings("ScopeName", batch.scopeName, all)
                .dictionary("ScopeVersion", batch.scopeVersion, all)
                .map("ScopeAttributes", batch.scopeAttributes, all)
                .map("LogAttributes", batch.logAttributes, all)
                .strings("EventName", batch.eventName, all);
    }
}
