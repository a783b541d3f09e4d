package io.keepwatch.alerting.notification;

import io.keepwatch.access.Actor;
import io.keepwatch.alerting.ActiveAlert;
import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.RefusedRules;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.routing.RoutingConfigReader;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.alerting.running.WrittenHistory;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.time.SettableClock;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.springframework.jdbc.core.JdbcTemplate;

/// Control processes that deliver, on a clock of the test and without threads of their own: everything happens within [#pass].
final class DeliveryBench implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final AlertingSettings SETTINGS = new AlertingSettings(List.of(), Map.of(), Duration.ofMinutes(1), Duration.ZERO, Duration.ofMinutes(1),
            1_000, Duration.ofDays(90), 1, null, null, Duration.ofMinutes(2), null, null);
    private static final Duration STEP = Duration.ofSeconds(1);

    final SettableClock clock = new SettableClock(START);
    final TestDatabase database;
    final WrittenHistory written;
    final List<Silence> silences = new ArrayList<>();
    final Map<Labels, ActiveAlert> present = new TreeMap<>();
    final PrometheusRegistry registry = new PrometheusRegistry();
    Map<String, Notifier> notifiers;
    Executor couriers = Runnable::run;
    Leases leases;
    DeliveryRoom room;
    private ActiveRouting.Setup setup;

    DeliveryBench(TestDatabase database, String routing, Map<String, Notifier> notifiers) {
        this.database = database;
        this.written = new WrittenHistory(database);
        this.notifiers = notifiers;
        this.setup = setup(routing);
        leases = new Leases(database.jdbc(), database.transactions(), UUID.randomUUID().toString());
        room = room(leases);
    }

    private static ActiveRouting.Setup setup(String routing) {
        return new ActiveRouting.Setup(RoutingConfigReader.read(Path.of("am.yml"), routing), MessageTemplates.builtIn(), "am.yml", START);
    }

    void route(String routing) {
        setup = setup(routing);
    }

    /// Another control process on the same database.
    DeliveryRoom room(Leases own) {
        var outside = new DeliveryRoom.Outside(written.history(), new Routing(), Silenced::new, Rules::new, notifiers, () -> SETTINGS,
                () -> URI.create("https://watch.example.org"), new AuditLog(database.jdbc(), database.transactions(), clock));
        return new DeliveryRoom(new JdbcTemplate(database.dataSource()), database.transactions(), own, outside, new PrometheusRegistry(), clock, clock::nanos,
                () -> 1, task -> couriers.execute(task));
    }

    /// The process is killed; another one starts.
    void restart() {
        leases.endAll();
        leases = new Leases(database.jdbc(), database.transactions(), UUID.randomUUID().toString());
        room = room(leases);
    }

    /// Time passes second by second, and what is due is done.
    void pass(Duration time) {
        room.pipeline().deliver();
        for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(STEP)) {
            clock.pass(STEP);
            room.pipeline().deliver();
        }
    }

    void seconds(long seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    /// A rule's alert fires, or has ended.
    void fires(String name, String instance) {
        written.append(AlertChange.Kind.FIRED, alert(name, instance), new TreeMap<>(), clock.instant(), clock.instant());
    }

    void ends(String name, String instance, Duration after) {
        written.append(AlertChange.Kind.RESOLVED, alert(name, instance), new TreeMap<>(), clock.instant().minus(after), clock.instant());
    }

    static Labels alert(String name, String instance) {
        return Labels.of("alertname", name, "instance", instance);
    }

    void post(Labels labels, Instant startsAt, Instant endsAt) {
        room.alerts().post(List.of(new RoutedAlert(labels, new TreeMap<>(), startsAt, endsAt, false, "", clock.instant())));
    }

    List<Delivery> deliveries() {
        return room.deliveries().list(new Deliveries.Scope(START.minusSeconds(1), clock.instant().plusSeconds(1), null, null, false, 1_000)).reversed();
    }

    List<Delivery.State> states() {
        return deliveries().stream().map(Delivery::state).toList();
    }

    @Override
    public void close() {
        database.close();
    }

    private final class Routing implements ActiveRouting {

        @Override
        public Setup current() {
            return setup;
        }

        @Override
        public Optional<Problem> problem() {
            return Optional.empty();
        }

        @Override
        public void onChange(Runnable listener) {}
    }

    private final class Silenced implements Silences {

        @Override
        public List<Silence> all() {
            return List.copyOf(silences);
        }

        @Override
        public Optional<Silence> find(String id) {
            return silences.stream().filter(silence -> silence.id().equals(id)).findFirst();
        }

        @Override
        public Silence save(Silence silence, Actor actor) {
            silences.add(silence);
            return silence;
        }

        @Override
        public void expire(String id, Actor actor) {
            silences.removeIf(silence -> silence.id().equals(id));
        }
    }

    private final class Rules implements RuleGroups {

        @Override
        public List<RuleGroupStatus> groups() {
            return List.of();
        }

        @Override
        public List<ActiveAlert> alerts() {
            return List.copyOf(present.values());
        }

        @Override
        public List<RefusedRules> refused() {
            return List.of();
        }

        @Override
        public long stamp() {
            return 0;
        }
    }
}
