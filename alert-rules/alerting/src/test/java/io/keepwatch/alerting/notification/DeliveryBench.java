package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.running.WrittenHistory;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.time.SettableClock;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// Control processes that deliver, on a clock of the test and without threads of their own: everything happens within [#pass].
final class DeliveryBench implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(1);

    final SettableClock clock = new SettableClock(START);
    final TestDatabase database;
    final WrittenHistory written;
    final Surroundings around;
    Map<String, Notifier> notifiers;
    Leases leases;
    DeliveryRoom room;
    private final List<DeliveryRoom> standby = new ArrayList<>();
    private final Map<Labels, Instant> firedAt = new HashMap<>();

    DeliveryBench(TestDatabase database, String routing, Map<String, Notifier> notifiers) {
        this.database = database;
        this.written = new WrittenHistory(database.dataSource());
        this.notifiers = notifiers;
        this.around = new Surroundings(routing);
        leases = new Leases(database.jdbc(), database.transactions(), UUID.randomUUID().toString());
        room = room(leases);
    }

    void route(String routing) {
        around.route(routing);
    }

    /// Another control process on the same database.
    DeliveryRoom room(Leases own) {
        return new DeliveryRoom(new JdbcTemplate(database.dataSource()), database.transactions(), own,
                around.outside(database.dataSource(), notifiers, clock), new PrometheusRegistry(), clock, clock::nanos, () -> 1, Runnable::run);
    }

    /// The process is killed; another one starts.
    void restart() {
        standby.clear();
        takeOver();
        standby.clear();
    }

    /// Another process has the lease now; the one that had it before goes on believing that it has it.
    void takeOver() {
        standby.add(room);
        leases.endAll();
        leases = new Leases(database.jdbc(), database.transactions(), UUID.randomUUID().toString());
        room = room(leases);
        room.pipeline().round();
    }

    /// One of each process.
    void rounds() {
        standby.forEach(one -> one.pipeline().round());
        room.pipeline().round();
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

    void fires(Labels alert, TreeMap<String, String> annotations) {
        firedAt.put(alert, clock.instant());
        written.append(AlertChange.Kind.FIRED, alert, annotations, clock.instant(), clock.instant());
    }

    void ends(Labels alert, TreeMap<String, String> annotations) {
        written.append(AlertChange.Kind.RESOLVED, alert, annotations, firedAt.get(alert), clock.instant());
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
}
