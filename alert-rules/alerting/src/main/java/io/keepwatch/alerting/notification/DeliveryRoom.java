package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.ActiveRouting.Setup;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.metadata.Leases;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the pieces of one process together.
final class DeliveryRoom {

    private final Outside outside;
    private final NotificationPipeline pipeline;
    private final RoutedAlerts alerts;
    private final Deliveries deliveries;
    private volatile @Nullable Known known;

    /// What comes from other rooms.
    record Outside(AlertHistory history, ActiveRouting routing, Supplier<Silences> silences, Supplier<RuleGroups> rules, Map<String, Notifier> notifiers,
                   Supplier<AlertingSettings> settings, Supplier<URI> console, AuditLog audit) {}

    private record Known(Setup setup, Channels channels) {}

    /// @param nanos    as [System#nanoTime]
    /// @param random   from 0 to 1
    /// @param couriers runs one task for each destination to which something is sent
    DeliveryRoom(JdbcTemplate batches, PlatformTransactionManager transactions, Leases leases, Outside outside, PrometheusRegistry registry, Clock clock,
            LongSupplier nanos, DoubleSupplier random, Executor couriers) {
        this.outside = outside;
        JdbcClient jdbc = JdbcClient.create(batches);
        var transaction = new TransactionTemplate(transactions);
        var groupStore = new GroupStore(batches);
        var outbox = new Outbox(jdbc);
        var queue = new DeliveryQueue(jdbc);
        var destinations = new Destinations(jdbc);
        var stored = new StoredDeliveries(jdbc);
        var turn = new Turn(leases, nanos);
        var groups = new Groups(groupStore, leases, outside.history, outside.console);
        var teller = new Teller(groupStore, outbox, leases, this::channels, outside.console);
        var sending = new Couriers(queue, destinations, leases, turn, this::channels, new DeliveryMetrics(registry, stored::unsent), new Backoff(random),
                couriers, clock);
        var escalation = new Escalation(outbox, destinations, stored, leases, this::channels, () -> escalation(outside.settings.get()), outside.console, clock);
        var sweep = new Sweep(jdbc, queue, destinations, leases, () -> outside.settings.get().history(), clock);
        pipeline = new NotificationPipeline(turn, groups, teller, sending, escalation, sweep, outside.routing, outside.silences, outside.rules, clock);
        alerts = new StoredAlerts(groupStore, transaction, outside.routing, outside.silences, pipeline::wake, clock);
        var tests = new TestAlerts(outbox, outside.routing, this::channels, outside.console);
        deliveries = new OutboxDeliveries(stored, destinations, queue, tests, transaction, outside.audit, pipeline::wake, clock);
    }

    private static Escalation.Settings escalation(AlertingSettings settings) {
        return new Escalation.Settings(settings.escalation(), settings.escalationAfter());
    }

    /// Of the configuration that is in use.
    private Channels channels() {
        Setup setup = outside.routing.current();
        Known last = known;
        if (last == null || last.setup != setup) {
            last = new Known(setup, new Channels(setup, outside.notifiers));
            known = last;
        }
        return last.channels;
    }

    NotificationPipeline pipeline() {
        return pipeline;
    }

    RoutedAlerts alerts() {
        return alerts;
    }

    Deliveries deliveries() {
        return deliveries;
    }
}
