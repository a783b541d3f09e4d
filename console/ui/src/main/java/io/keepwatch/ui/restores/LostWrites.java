package io.keepwatch.ui.restores;

import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.FacetValue;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.traces.TraceReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// What services have written to a database since a moment, as far as their traces show it. It is a floor and not a count: what is
/// not traced, or was sampled away, is not in it.
@Component
class LostWrites {

    private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "TRUNCATE");
    private static final List<String> OPERATION = List.of("db.operation.name", "db.operation");
    private static final int VALUES = 30;

    private final TraceReader traces;

    LostWrites(TraceReader traces) {
        this.traces = traces;
    }

    /// @param statements   by kind, e.g. `INSERT`
    /// @param seesDatabase whether any span of this database was found: without one, no writes means nothing
    record Writes(Map<String, Long> statements, boolean seesDatabase) {
        long total() {
            return statements.values().stream().mapToLong(count -> count).sum();
        }
    }

    Writes since(ProtectedDatabase database, Instant point, Instant now) {
        if (!point.isBefore(now)) {
            return new Writes(Map.of(), false);
        }
        var range = new TimeRange(point, now);
        var found = new TreeMap<String, Long>();
        boolean sees = false;
        for (String field : List.of("db.namespace", "db.name")) {
            var query = SearchQuery.ALL.with(new FieldTerm(field, database.namespace())).with(new FieldTerm("kind", "Client"));
            for (Facet facet : traces.facets(range, query, OPERATION, VALUES)) {
                for (FacetValue value : facet.values()) {
                    sees = true;
                    String operation = value.value().toUpperCase(Locale.ROOT);
                    if (WRITES.contains(operation)) {
                        found.merge(operation, value.count(), Long::sum);
                    }
                }
            }
        }
        return new Writes(found, sees);
    }
}
