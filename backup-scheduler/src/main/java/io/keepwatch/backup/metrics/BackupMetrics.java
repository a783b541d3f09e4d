package io.keepwatch.backup.metrics;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.Targets;
import io.keepwatch.backup.Targets.TargetStatus;
import io.keepwatch.backup.Verification;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gauges of every plan, from the catalog as it was a few seconds ago. A plan that is gone takes its series along; what is not
/// known has no series, but "never" is 0, so that an alert on age fires for what never happened.
final class BackupMetrics implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BackupMetrics.class);
    private static final String PREFIX = "keepwatch_backup_";
    private static final String[] PLAN = {"plan", "db_system", "server_address", "server_port", "db_namespace"};
    private static final String[] PLAN_AND_TARGET = {"plan", "target", "db_system", "server_address", "server_port", "db_namespace"};

    /// How many earlier backups say what is usual.
    private static final int USUAL = 7;

    /// What was looked up at once.
    private record Look(List<PlanStatus> plans, Map<String, TargetStatus> targets, Map<String, List<Backup>> backups) {
        static final Look NONE = new Look(List.of(), Map.of(), Map.of());

        /// The newest first.
        List<Backup> backups(PlanStatus plan) {
            return backups.getOrDefault(plan.name(), List.of());
        }
    }

    private final Plans plans;
    private final Targets targets;
    private final Backups backups;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("backup-metrics").factory());
    private volatile Look latest = Look.NONE;

    BackupMetrics(Plans plans, Targets targets, Backups backups) {
        this.plans = plans;
        this.targets = targets;
        this.backups = backups;
    }

    void registerWith(PrometheusRegistry registry) {
        plan(registry, "last_success_timestamp_seconds", "When the newest good backup was taken; 0 when there is none",
                plan -> seconds(plan.lastSuccess().map(Backup::startedAt)));
        plan(registry, "last_attempt_success", "Whether the last run that ended made a backup",
                plan -> plan.lastRun().map(run -> run.phase() == Phase.COMPLETED ? 1.0 : 0.0).orElse(null));
        plan(registry, "expected_interval_seconds", "The longest time between two slots of the schedule",
                plan -> (double) plan.expectedEvery().toSeconds());
        plan(registry, "size_bytes", "Stored bytes of one copy of the newest good backup",
                plan -> plan.lastSuccess().map(backup -> (double) backup.bytes()).orElse(null));
        plan(registry, "usual_size_bytes", "Median size of the good backups before the newest one, of seven at most",
                plan -> usualSize(latest.backups(plan)));
        plan(registry, "duration_seconds", "How long the newest good backup took",
                plan -> plan.lastSuccess().map(backup -> Duration.between(backup.startedAt(), backup.completedAt()).toMillis() / 1000.0).orElse(null));
        plan(registry, "last_verified_timestamp_seconds", "When a backup was last read to its end or restored; 0 when none ever was",
                plan -> seconds(Optional.ofNullable(plan.lastVerifiedAt())));
        plan(registry, "verification_success", "Whether the newest backup passed its last verification",
                plan -> latest.backups(plan).stream().findFirst().map(Backup::verification).map(BackupMetrics::verified).orElse(null));
        target(registry, "target_up", "Whether the target answered when it was last asked", (plan, target) -> {
            TargetStatus status = latest.targets().get(target);
            return status == null || status.up() == null ? null : status.up() ? 1.0 : 0.0;
        });
        target(registry, "target_last_success_timestamp_seconds",
                "When the newest good backup that the target holds was taken; 0 when it holds none",
                (plan, target) -> seconds(latest.backups(plan).stream().filter(backup -> isGoodAt(backup, target)).findFirst().map(Backup::startedAt)));
        copies(registry);
    }

    private void copies(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name(PREFIX + "copies")
                .help("Copies that a target should hold by the catalog, by how they are")
                .labelNames("plan", "target", "state", "db_system", "server_address", "server_port", "db_namespace")
                .callback(callback -> latest.plans().forEach(plan -> plan.targets().forEach(target -> {
                    for (Backup.Copy.State state : Backup.Copy.State.values()) {
                        callback.call(count(latest.backups(plan), target, state), labels(plan, target, state.name().toLowerCase(Locale.ROOT)));
                    }
                })))
                .register(registry);
    }

    /// Of a plan's backups, those whose copy in the target is in that state.
    static long count(List<Backup> backups, String target, Backup.Copy.State state) {
        return backups.stream().flatMap(backup -> backup.copies().stream())
                .filter(copy -> copy.target().equals(target) && copy.state() == state)
                .count();
    }

    /// Null before there are two: there is nothing to compare with.
    ///
    /// @param backups the newest first
    static @Nullable Double usualSize(List<Backup> backups) {
        long[] sizes = backups.stream().filter(Backup::isGood).skip(1).limit(USUAL).mapToLong(Backup::bytes).sorted().toArray();
        return sizes.length == 0 ? null : (double) sizes[sizes.length / 2];
    }

    void open(Duration interval) {
        rounds.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    void look() {
        try {
            List<PlanStatus> present = plans.all();
            latest = new Look(present, targets.all().stream().collect(Collectors.toMap(TargetStatus::name, Function.identity())),
                    present.stream().collect(Collectors.toMap(PlanStatus::name, plan -> backups.list(plan.name()))));
        } catch (RuntimeException e) {
            log.error("Cannot look up the metrics of backups; they stay as they were", e);
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }

    private static boolean isGoodAt(Backup backup, String target) {
        return backup.isGood()
                && backup.copies().stream().anyMatch(copy -> copy.target().equals(target) && copy.state() == Backup.Copy.State.STORED);
    }

    private void plan(PrometheusRegistry registry, String name, String help, Function<PlanStatus, @Nullable Double> value) {
        gauge(registry, name, help, PLAN, (plan, callback) -> {
            Double measured = value.apply(plan);
            if (measured != null) {
                callback.call(measured, labels(plan));
            }
        });
    }

    private interface OfTarget {
        @Nullable Double value(PlanStatus plan, String target);
    }

    private void target(PrometheusRegistry registry, String name, String help, OfTarget of) {
        gauge(registry, name, help, PLAN_AND_TARGET, (plan, callback) -> plan.targets().forEach(target -> {
            Double measured = of.value(plan, target);
            if (measured != null) {
                callback.call(measured, labels(plan, target));
            }
        }));
    }

    private void gauge(
            PrometheusRegistry registry, String name, String help, String[] labels, BiConsumer<PlanStatus, GaugeWithCallback.Callback> each) {
        GaugeWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> latest.plans().forEach(plan -> each.accept(plan, callback)))
                .register(registry);
    }

    /// @param between what stands between the plan and its database: a target, a state
    private static String[] labels(PlanStatus plan, String... between) {
        var database = plan.database();
        return Stream.of(Stream.of(plan.name()), Stream.of(between),
                        Stream.of(database.system(), database.address(), Integer.toString(database.port()), database.namespace()))
                .flatMap(Function.identity()).toArray(String[]::new);
    }

    private static Double seconds(Optional<Instant> at) {
        return at.map(instant -> instant.toEpochMilli() / 1000.0).orElse(0.0);
    }

    private static @Nullable Double verified(Verification verification) {
        return switch (verification.state()) {
            case OK -> 1.0;
            case FAILED -> 0.0;
            case INCONCLUSIVE -> null;
        };
    }
}
