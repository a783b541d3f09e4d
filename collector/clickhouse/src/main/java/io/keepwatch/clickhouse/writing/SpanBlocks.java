package io.keepwatch.clickhouse.writing;

import io.keepwatch.clickhouse.nativeformat.NativeBlock;
import io.keepwatch.clickhouse.nativeformat.Rows;
import io.keepwatch.telemetry.batch.SpanBatch;

/// How a batch of spans becomes a block of `otel_traces`.
final class SpanBlocks {

    private SpanBlocks() {}

    static NativeBlock of(SpanBatch batch) {
        Rows all = Rows.all(batch.rows());
        var events = batch.events;
        var links = batch.links;
        return new NativeBlock("otel_traces", batch.rows())
                .longs("Timestamp", "DateTime64(9)", batch.timestamp, all)
                .strings("TraceId", batch.traceId, all)
                .strings("SpanId", batch.spanId, all)
                .strings("ParentSpanId", batch.parentSpanId, all)
                .strings("TraceState", batch.traceState, all)
                .dictionary("SpanName", batch.spanName, all)
                .dictionary("SpanKind", batch.spanKind, all)
                .dictionary("ServiceName", batch.serviceName, all)
                .map("ResourceAttributes", batch.resourceAttributes, all)
                .strings("ScopeName", batch.scopeName, all)
                .strings("ScopeVersion", batch.scopeVersion, all)
                .map("SpanAttributes", batch.spanAttributes, all)
                .longs("Duration", "UInt64", batch.duration, all)
                .dictionary("StatusCode", batch.statusCode, all)
                .strings("StatusMessage", batch.statusMessage, all)
                .longArrays("Events.Timestamp", "DateTime64(9)", events::end, events.timestamp)
                .dictionaryArrays("Events.Name", events::end, events.name)
                .mapArrays("Events.Attributes", events::end, events.attributes)
                .stringArrays("Links.TraceId", links::end, links.traceId)
                .stringArrays("Links.SpanId", links::end, links.spanId)
                .stringArrays("Links.TraceState", links::end, links.traceState)
                .mapArrays("Links.Attributes", links::end, links.attributes);
    }
}
