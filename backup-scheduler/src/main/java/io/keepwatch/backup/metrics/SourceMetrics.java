package io.keepwatch.backup.metrics;

import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.source.Measurement;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the servers of the plans tell of themselves. Each server is asked once, whatever number of plans back up its databases; one
/// that does not answer has no series until it does, but for `keepwatch_source_up`, and holds up no other.
final class SourceMetrics implements MultiCollector, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SourceMetrics.class);

    private final PlanBook book;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("source-metrics").factory());
    private final Set<Server> asking = ConcurrentHashMap.newKeySet();
    private final Map<Server, List<Measurement>> latest = new ConcurrentHashMap<>();

    private record Server(String system, String address, int port) {
        static Server of(ProtectedDatabase database) {
            return new Server(database.system(), database.address(), database.port());
        }

        Labels labels() {
            return Labels.of("db_system", system, "server_address", address, "server_port", String.valueOf(port));
        }
    }

    SourceMetrics(PlanBook book) {
        this.book = book;
    }

    void open(Duration interval) {
        rounds.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Asks every server that is not being asked still.
    void look() {
        try {
            Map<Server, BackupPlan> servers = book.plans().stream()
                    .collect(Collectors.toMap(plan -> Server.of(plan.database()), plan -> plan, (first, _) -> first, LinkedHashMap::new));
            latest.keySet().retainAll(servers.keySet());
            servers.forEach((server, plan) -> {
                if (asking.add(server)) {
                    Thread.ofVirtual().name("source-metrics").start(() -> ask(server, plan));
                }
            });
        } catch (RuntimeException e) {
            log.error("Cannot look up the servers of the plans", e);
        }
    }

    private void ask(Server server, BackupPlan plan) {
        try {
            latest.put(server, book.source(plan.sourceType()).measure(plan.source()));
        } catch (Exception e) {
            log.debug("{} at {}:{} tells nothing: {}", server.system(), server.address(), server.port(), e.getMessage());
            latest.put(server, List.of());
        } finally {
            asking.remove(server);
        }
    }

    @Override
    public MetricSnapshots collect() {
        var counters = new LinkedHashMap<String, CounterSnapshot.Builder>();
        var gauges = new LinkedHashMap<String, GaugeSnapshot.Builder>();
        var seen = new HashSet<Map.Entry<String, Labels>>();
        latest.forEach((server, measured) -> {
            add(gauges, Measurement.gauge("keepwatch_source_up", "Whether a server that is backed up told of itself when it was last asked",
                    measured.isEmpty() ? 0 : 1, Map.of()), server.labels());
            for (Measurement one : measured) {
                Labels labels = server.labels().merge(Labels.of(
                        one.labels().keySet().toArray(String[]::new), one.labels().values().toArray(String[]::new)));
                if (!seen.add(Map.entry(one.name(), labels))) {
                    continue;
                }
                if (one.counts()) {
                    counters.computeIfAbsent(one.name(), name -> CounterSnapshot.builder().name(name).help(one.help()))
                            .dataPoint(CounterDataPointSnapshot.builder().value(one.value()).labels(labels).build());
                } else {
                    add(gauges, one, labels);
                }
            }
        });
        var all = MetricSnapshots.builder();
        counters.values().forEach(counter -> all.metricSnapshot(counter.build()));
        gauges.values().forEach(gauge -> all.metricSnapshot(gauge.build()));
        return all.build();
    }

    private static void add(Map<String, GaugeSnapshot.Builder> gauges, Measurement one, Labels labels) {
        gauges.computeIfAbsent(one.name(), name -> GaugeSnapshot.builder().name(name).help(one.help()))
                .dataPoint(GaugeDataPointSnapshot.builder().value(one.value()).labels(labels).build());
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}
