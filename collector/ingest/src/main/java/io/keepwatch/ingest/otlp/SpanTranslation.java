package io.keepwatch.ingest.otlp;

import com.google.protobuf.ByteString;
import io.keepwatch.ingest.Rejections;
import io.keepwatch.ingest.Signal;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import io.keepwatch.telemetry.batch.TextColumn;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;

/// Spans from OTLP into the columns of `otel_traces`, with the words of OpenTelemetry's ClickHouse exporter.
final class SpanTranslation {

    private final RecordCheck check;

    SpanTranslation(RecordCheck check) {
        this.check = check;
    }

    void append(ExportTraceServiceRequest request, TelemetryBatch into, Rejections rejections) {
        var batch = (SpanBatch) into;
        RecordCheck.Of checks = check.forRequest(Signal.TRACES, request, batch, rejections);
        for (ResourceSpans group : request.getResourceSpansList()) {
            var resource = new RecordOrigin(group.getResource().getAttributesList(), group.getResource().getSerializedSize());
            String service = RecordOrigin.serviceName(group.getResource());
            for (ScopeSpans scoped : group.getScopeSpansList()) {
                int envelope = resource.bytes() + scoped.getScope().getSerializedSize();
                for (Span span : scoped.getSpansList()) {
                    if (isValid(span, envelope, checks)) {
                        append(span, scoped.getScope(), service, resource, batch);
                    }
                }
            }
        }
    }

    private static boolean isValid(Span span, int envelope, RecordCheck.Of checks) {
        return checks.id(span.getTraceId(), 16, "trace id")
                && checks.id(span.getSpanId(), 8, "span id")
                && checks.optionalId(span.getParentSpanId(), 8, "parent span id")
                && checks.time(span.getStartTimeUnixNano())
                && checks.size(span, envelope)
                && span.getLinksList().stream().allMatch(link ->
                        checks.optionalId(link.getTraceId(), 16, "trace id of a link") && checks.optionalId(link.getSpanId(), 8, "span id of a link"));
    }

    private static void append(Span span, InstrumentationScope scope, String service, RecordOrigin resource, SpanBatch batch) {
        batch.timestamp.append(span.getStartTimeUnixNano());
        appendId(span.getTraceId(), batch.traceId);
        appendId(span.getSpanId(), batch.spanId);
        appendId(span.getParentSpanId(), batch.parentSpanId);
        batch.traceState.append(span.getTraceState());
        batch.spanName.append(span.getName());
        batch.spanKind.append(word(span.getKind()));
        batch.serviceName.append(service);
        resource.appendTo(batch.resourceAttributes);
        batch.scopeName.append(scope.getName());
        batch.scopeVersion.append(scope.getVersion());
        RecordOrigin.append(span.getAttributesList(), batch.spanAttributes);
        // clocks differ: a span that ends before it starts took no time we know of
        batch.duration.append(Math.max(0, span.getEndTimeUnixNano() - span.getStartTimeUnixNano()));
        batch.statusCode.append(word(span.getStatus().getCode()));
        batch.statusMessage.append(span.getStatus().getMessage());
        appendEvents(span, batch);
        appendLinks(span, batch);
        batch.endRow();
    }

    private static void appendEvents(Span span, SpanBatch batch) {
        for (Span.Event event : span.getEventsList()) {
            batch.events.timestamp.append(event.getTimeUnixNano());
            batch.events.name.append(event.getName());
            RecordOrigin.append(event.getAttributesList(), batch.events.attributes);
        }
        batch.events.endRow();
    }

    private static void appendLinks(Span span, SpanBatch batch) {
        for (Span.Link link : span.getLinksList()) {
            appendId(link.getTraceId(), batch.links.traceId);
            appendId(link.getSpanId(), batch.links.spanId);
            batch.links.traceState.append(link.getTraceState());
            RecordOrigin.append(link.getAttributesList(), batch.links.attributes);
        }
        batch.links.endRow();
    }

    /// An id of zeros means that there is none.
    static void appendId(ByteString id, TextColumn column) {
        if (RecordCheck.isZero(id)) {
            column.appendEmpty();
        } else {
            column.appendHex(id.toByteArray(), 0, id.size());
        }
    }

    private static String word(SpanKind kind) {
        return switch (kind) {
            case SPAN_KIND_INTERNAL -> "Internal";
            case SPAN_KIND_SERVER -> "Server";
            case SPAN_KIND_CLIENT -> "Client";
            case SPAN_KIND_PRODUCER -> "Producer";
            case SPAN_KIND_CONSUMER -> "Consumer";
            case SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> "Unspecified";
        };
    }

    private static String word(StatusCode code) {
        return switch (code) {
            case STATUS_CODE_OK -> "Ok";
            case STATUS_CODE_ERROR -> "Error";
            case STATUS_CODE_UNSET, UNRECOGNIZED -> "Unset";
        };
    }
}
