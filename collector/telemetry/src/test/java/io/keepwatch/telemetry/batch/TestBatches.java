package io.keepwatch.telemetry.batch;

import io.keepwatch.telemetry.metrics.MetricType;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
