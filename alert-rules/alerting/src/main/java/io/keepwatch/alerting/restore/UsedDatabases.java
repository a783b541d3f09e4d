package io.keepwatch.alerting.restore;

import io.keepwatch.alerting.restore.RestorePoints.Database;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.traces.TraceReader;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds in a service's spans whether it calls a database. The address counts, not just the name: many a server has a database `app`, and
/// to restore the wrong one makes two incidents of one.
final class UsedDatabases {

    private static final int ADDRESSES = 100;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    /// Spans leave out a port that goes without saying.
    private static final Map<String, Integer> USUAL_PORTS = Map.of("postgresql", 5432, "mysql", 3306, "mariadb", 3306);

    /// The attributes of today's semantic conventions, and of those before.
    private record Words(String namespace, String address, String port) {
        static final List<Words> KNOWN = List.of(
                new Words("db.namespace", "server.address", "server.port"), new Words("db.name", "net.peer.name", "net.peer.port"));
    }

    private final TraceReader traces;

    UsedDatabases(TraceReader traces) {
        this.traces = traces;
    }

    /// How many spans of the service call the database.
    long calls(String service, Database database, TimeRange range) {
        return Words.KNOWN.stream().mapToLong(words -> calls(service, database, range, words)).filter(calls -> calls > 0).findFirst().orElse(0);
    }

    private long calls(String service, Database database, TimeRange range, Words words) {
        SearchQuery calls = SearchQuery.ALL.with(new FieldTerm("service", service)).with(new FieldTerm("kind", "Client"))
                .with(new FieldTerm(words.namespace(), database.namespace()));
        long found = at(database.address(), calls.with(new FieldTerm(words.port(), Integer.toString(database.port()))), range, words);
        if (USUAL_PORTS.getOrDefault(database.system(), -1) == database.port()) {
            found += at(database.address(), calls.with(new FieldTerm(words.port(), Operator.EXISTS, "", true)), range, words);
        }
        return found;
    }

    private long at(String address, SearchQuery calls, TimeRange range, Words words) {
        return traces.facets(range, calls, List.of(words.address()), ADDRESSES).stream()
                .flatMap(facet -> facet.values().stream())
                .filter(value -> same(value.value(), address))
                .mapToLong(value -> value.count()).sum();
    }

    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other) || LOOPBACK.contains(one) && LOOPBACK.contains(other);
    }
}
