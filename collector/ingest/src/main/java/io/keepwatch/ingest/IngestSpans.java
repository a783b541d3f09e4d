package io.keepwatch.ingest;

import io.keepwatch.ingest.IngestResult.Overloaded;
import io.keepwatch.ingest.IngestResult.Unavailable;
import io.keepwatch.observability.SelfMarker;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.function.Supplier;

/// A server span around each request but our own: a span about our spans would be one more span to send, for ever.
final class IngestSpans {

    private static final AttributeKey<String> SIGNAL = AttributeKey.stringKey("keepwatch.ingest.signal");
    private static final AttributeKey<String> TRANSPORT = AttributeKey.stringKey("keepwatch.ingest.transport");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("keepwatch.ingest.outcome");
    private static final AttributeKey<Long> BYTES = AttributeKey.longKey("keepwatch.ingest.bytes");

    private final Tracer tracer;
    private final SelfMarker self;

    IngestSpans(OpenTelemetry telemetry, SelfMarker self) {
        this.tracer = telemetry.getTracer("io.keepwatch.ingest");
        this.self = self;
    }

    IngestResult around(Delivery delivery, Supplier<IngestResult> intake) {
        if (delivery.ownTelemetry()) {
            try (var _ = self.suppress()) {
                return intake.get();
            }
        }
        Span span = tracer.spanBuilder(delivery.operation())
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(SIGNAL, delivery.signal().word())
                .setAttribute(TRANSPORT, delivery.transport())
                .setAttribute(BYTES, delivery.wireBytes())
                .startSpan();
        try (var _ = span.makeCurrent()) {
            IngestResult result = intake.get();
            span.setAttribute(OUTCOME, result.word());
            if (result instanceof Overloaded || result instanceof Unavailable) {
                span.setStatus(StatusCode.ERROR, result.word());
            }
            return result;
        } finally {
            span.end();
        }
    }
}
