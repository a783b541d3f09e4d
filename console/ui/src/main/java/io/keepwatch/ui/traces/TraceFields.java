package io.keepwatch.ui.traces;

import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.ui.search.Completion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/// The fields by which spans are searched: their own, and the attributes that are offered first.
final class TraceFields {

    private TraceFields() {}

    static Completion completion(TraceReader traces) {
        return new Completion(own(), traces::fields, traces::facets);
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
