package io.keepwatch.alerting.restore;

import io.keepwatch.alerting.restore.RestorePoints.Database;
import io.keepwatch.telemetry.SearchTooBroadException;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.traces.TraceReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of an alert which restore point the database behind it would go back to.
///
/// An alert names its database by the labels `server_address` and `server_port`, as those of backups and of PostgreSQL do, or a service
/// by `service`, `service_name` or `job`, whose spans of the hour before name the databases it calls.
public final class RestoreAdvisor {

    private static final Logger log = LoggerFactory.getLogger(RestoreAdvisor.class);
    private static final Duration LOOKBACK = Duration.ofHours(1);
    /// Between the damage and the evaluation that sees it lie a sample, its way here and a turn of the rules. A backup from in between
    /// holds the damage already.
    private static final Duration UNSEEN = Duration.ofMinutes(2);
    private static final int REMEMBERED = 1_000;
    private static final List<String> SERVICE = List.of("service", "service_name");
    private static final List<String> NAMESPACE = List.of("db_namespace", "postgresql_database_name");

    /// What a service called in the hour before a minute does not change any more: alerts of one incident ask once.
    private record Usage(String service, Instant minute) {}

    private final RestorePoints points;
    private final UsedDatabases used;
    private final Map<Usage, List<Database>> remembered = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Usage, List<Database>> eldest) {
            return size() > REMEMBERED;
        }
    });

    public RestoreAdvisor(RestorePoints points, TraceReader traces) {
        this.points = points;
        this.used = new UsedDatabases(traces);
    }

    /// One for each protected database, the one that is called most first. Empty where there is none, and where the store cannot say now.
    ///
    /// @param onset since when the alert's condition holds
    public List<RestoreAdvice> advise(Labels alert, Instant onset) {
        return databases(alert, onset).stream()
                .map(database -> new RestoreAdvice(database, onset, points.newestBefore(database, onset.minus(UNSEEN))))
                .toList();
    }

    /// The alert's annotations with those of the first advice; what an earlier look said is replaced.
    ///
    /// @param console its address, for the link
    public SortedMap<String, String> annotated(SortedMap<String, String> annotations, Labels alert, Instant onset, Instant now, URI console) {
        List<RestoreAdvice> advice = advise(alert, onset);
        if (advice.isEmpty()) {
            return annotations;
        }
        var all = new TreeMap<>(annotations);
        all.putAll(advice.getFirst().annotations(console.toString().replaceAll("/+$", ""), now));
        return Collections.unmodifiableSortedMap(all);
    }

    private List<Database> databases(Labels alert, Instant onset) {
        List<Database> all = points.databases();
        if (all.isEmpty()) {
            return List.of();
        }
        List<Database> named = all.stream().filter(database -> named(alert, database)).toList();
        String service = service(alert);
        return !named.isEmpty() || service.isEmpty() ? named : calledBy(service, onset, all);
    }

    private static boolean named(Labels alert, Database database) {
        String namespace = first(alert, NAMESPACE);
        return alert.get("server_address").equals(database.address()) && alert.get("server_port").equals(Integer.toString(database.port()))
                && (namespace.isEmpty() || namespace.equals(database.namespace()));
    }

    /// A job is the service's namespace and name.
    private static String service(Labels alert) {
        String name = first(alert, SERVICE);
        String job = alert.get("job");
        return name.isEmpty() ? job.substring(job.lastIndexOf('/') + 1) : name;
    }

    private static String first(Labels alert, List<String> names) {
        return names.stream().map(alert::get).filter(value -> !value.isEmpty()).findFirst().orElse("");
    }

    private List<Database> calledBy(String service, Instant onset, List<Database> all) {
        var usage = new Usage(service, onset.truncatedTo(ChronoUnit.MINUTES));
        List<Database> known = remembered.get(usage);
        if (known == null) {
            try {
                known = look(usage, all);
                remembered.put(usage, known);
            } catch (StoreUnavailableException | SearchTooBroadException e) {
                log.warn("Cannot look up which databases {} calls, so that its alert names no restore point now: {}", service, e.getMessage());
                return List.of();
            }
        }
        return known.stream().filter(all::contains).toList();
    }

    private List<Database> look(Usage usage, List<Database> all) {
        var range = new TimeRange(usage.minute().minus(LOOKBACK), usage.minute().plus(1, ChronoUnit.MINUTES));
        Map<Database, Long> calls = new LinkedHashMap<>();
        all.forEach(database -> calls.put(database, used.calls(usage.service(), database, range)));
        return calls.entrySet().stream().filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<Database, Long>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey).toList();
    }
}
