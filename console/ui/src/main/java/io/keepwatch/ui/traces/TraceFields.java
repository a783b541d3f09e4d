package io.keepwatch.ui.traces;

import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.ui.search.Completion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// The fields by which spans are searched: their own, and the attributes that OpenTelemetry's conventions name.
final class TraceFields {

    /// Keys cannot be listed from the store cheaply; these are looked for, and offered when a span has them.
    private static final List<String> CONVENTIONAL = List.of(
            "http.request.method", "http.route", "http.response.status_code", "url.path", "server.address", "error.type",
            "db.system.name", "db.namespace", "db.collection.name", "db.operation.name", "db.query.summary", "db.response.status_code",
            "rpc.system", "rpc.service", "rpc.method", "rpc.grpc.status_code", "messaging.system", "messaging.destination.name",
            "service.version", "service.namespace", "deployment.environment.name", "k8s.namespace.name", "k8s.pod.name",
            "k8s.deployment.name", "host.name", "cloud.region", "user_agent.original", "enduser.id");

    private TraceFields() {}

    static Completion completion(TraceReader traces) {
        return new Completion(own(), present(traces), traces::facets);
    }

    static Completion.FieldSource present(TraceReader traces) {
        return (TimeRange range, SearchQuery query, int limit) -> traces.facets(range, query, CONVENTIONAL, 1).stream()
                .filter(facet -> !facet.values().isEmpty())
                .map(Facet::field).limit(limit).toList();
    }

    private static SequencedMap<String, String> own() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("service", "who did it");
        fields.put("operation", "name of the span");
        fields.put("status", "error, ok, unset, or an HTTP status");
        fields.put("duration", "e.g. >500ms");
        fields.put("kind", "server, client, internal, producer, consumer");
        fields.put("trace", "id of the trace");
        fields.put("span", "id of the span");
        return fields;
    }

    static SequencedMap<String, String> facetTitles() {
        var titles = new LinkedHashMap<String, String>();
        titles.put("service", "Service");
        titles.put("operation", "Operation");
        titles.put("status", "Status");
        titles.put("kind", "Kind");
        titles.put("http.route", "Route");
        titles.put("http.response.status_code", "HTTP status");
        titles.put("db.system.name", "Database");
        titles.put("error.type", "error.type");
        return titles;
    }

    /// OpenTelemetry's words in lower case, as the rest of the page writes them.
    static String label(String field, String value) {
        return field.equals("status") || field.equals("kind") ? value.toLowerCase(Locale.ROOT) : value;
    }
}
