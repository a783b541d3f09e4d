package io.keepwatch.telemetry.batch;

import java.util.Map;

/// Rows for tests that care about some columns only.
public final class TestBatches {

    private TestBatches() {}

    /// A server span of the service `quotes-api` with one event and one link.
    public static void span(SpanBatch batch, long epochNanos, String name) {
        batch.timestamp.append(epochNanos);
        batch.traceId.append("0af7651916cd43dd8448eb211c80319c");
        batch.spanId.append("b7ad6b7169203331");
        batch.parentSpanId.append("");
        batch.traceState.append("");
        batch.spanName.append(name);
        batch.spanKind.append("Server");
        batch.serviceName.append("quotes-api");
        batch.resourceAttributes.append(Map.of("service.name", "quotes-api"));
        batch.scopeName.append("scope");
        batch.scopeVersion.append("1");
        batch.spanAttributes.append(Map.of("http.route", "/quotes"));
        batch.duration.append(1_000_000);
        batch.statusCode.append("Unset");
        batch.statusMessage.append("");
        batch.events.timestamp.append(epochNanos);
        batch.events.name.append("event of " + name);
        batch.events.attributes.append(Map.of());
        batch.events.endRow();
        batch.links.traceId.append("0af7651916cd43dd8448eb211c80319d");
        batch.links.spanId.append("b7ad6b7169203332");
        batch.links.traceState.append("");
        batch.links.attributes.append(Map.of());
        batch.links.endRow();
        batch.endRow();
    }
}
