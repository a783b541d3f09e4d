package io.keepwatch.telemetry.batch;

import io.keepwatch.telemetry.metrics.MetricType;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Rows for tests that care about some columns only.
public final class TestBatches {

    private TestBatches() {}

    /// A server span of the service `quotes-api`.
    public static void span(SpanBatch batch, long epochNanos, String name) {
        span(batch, epochNanos, "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "", "quotes-api", "Server", name,
                "Unset", 1_000_000, Map.of("http.route", "/quotes"));
    }

    /// A span with one event and one link.
    public static void span(SpanBatch batch, long epochNanos, String traceId, String spanId, String parentSpanId, String service,
            String kind, String name, String status, long durationNanos, Map<String, String> attributes) {
        batch.timestamp.append(epochNanos);
        batch.traceId.append(traceId);
        batch.spanId.append(spanId);
        batch.parentSpanId.append(parentSpanId);
        batch.traceState.append("");
        batch.spanName.append(name);
        batch.spanKind.append(kind);
        batch.serviceName.append(service);
        batch.resourceAttributes.append(Map.of("service.name", service));
        batch.scopeName.append("scope");
        batch.scopeVersion.append("1");
        batch.spanAttributes.append(attributes);
        batch.duration.append(durationNanos);
        batch.statusCode.append(status);
        batch.statusMessage.append("");
        batch.events.timestamp.append(epochNanos);
        batch.events.name.append("event of " + name);
        batch.events.attributes.append(Map.of("event", "yes"));
        batch.events.endRow();
        batch.links.traceId.append("0af7651916cd43dd8448eb211c80319d");
        batch.links.spanId.append("b7ad6b7169203332");
        batch.links.traceState.append("");
        batch.links.attributes.append(Map.of("link", "yes"));
        batch.links.endRow();
        batch.endRow();
    }

    public static void log(LogBatch batch, long epochNanos, String service, String body, Map<String, String> attributes) {
        batch.timestamp.append(epochNanos);
        batch.traceId.append("");
        batch.spanId.append("");
        batch.traceFlags.append(1);
        batch.severityText.append("INFO");
        batch.severityNumber.append(9);
        batch.serviceName.append(service);
        batch.body.append(body);
        batch.resourceSchemaUrl.append("");
        batch.resourceAttributes.append(Map.of("service.name", service));
        batch.scopeSchemaUrl.append("");
        batch.scopeName.append("scope");
        batch.scopeVersion.append("1");
        batch.scopeAttributes.append(Map.of());
        batch.logAttributes.append(attributes);
        batch.eventName.append("");
        batch.endRow();
    }

    /// Adds a gauge.
    ///
    /// @return its index
    public static int series(MetricBatch batch, String name, SortedMap<String, String> labels) {
        return batch.addSeries(SeriesFingerprint.of(name, labels), name, labels,
                new SeriesMetadata(name, MetricType.GAUGE, "1", name, "", SeriesMetadata.Temporality.UNSPECIFIED, false),
                new TreeMap<>(Map.of("service.name", "quotes-api")));
    }
}
