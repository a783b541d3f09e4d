package io.keepwatch.alerting.watchdog;

import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.routing.WatchdogRoute;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes what a rule has recorded of the test samples and hands it on as an alert, from one process at a time. The alert is posted and not
/// made by an alerting rule: one that always fires would stand in every list of what is wrong.
final class Feeding {

    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final String RECORDED = "keepwatch:watchdog_sample:timestamp_seconds";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LASTS = Duration.ofMinutes(3);
    private static final double MILLIS = 1000;

    private final Supplier<Optional<Instant>> recorded;
    private final Supplier<RoutedAlerts> alerts;
    private final Leases leases;
    private final Clock clock;
    private @Nullable Lease lease;
    private Instant handedOn = Instant.EPOCH;

    /// @param recorded when the youngest sample was taken of which the rule knows
    Feeding(Supplier<Optional<Instant>> recorded, Supplier<RoutedAlerts> alerts, Leases leases, Clock clock) {
        this.recorded = recorded;
        this.alerts = alerts;
        this.leases = leases;
        this.clock = clock;
    }

    static Supplier<Optional<Instant>> recordedIn(SeriesStore store, Clock clock) {
        var engine = new PromQlEngine(store, clock);
        return () -> engine.instant(RECORDED, clock.instant(), QueryOptions.DEFAULT).result() instanceof QueryResult.Vector(var samples)
                ? samples.stream().map(sample -> Instant.ofEpochMilli(Math.round(sample.value() * MILLIS))).max(Instant::compareTo) : Optional.empty();
    }

    void feed() {
        lease = leases.keep(lease, "watchdog", LEASE).orElse(null);
        if (lease == null) {
            return;
        }
        recorded.get().filter(handedOn::isBefore).ifPresent(sampledAt -> {
            alerts.get().post(List.of(alert(sampledAt, clock.instant())));
            handedOn = sampledAt;
        });
    }

    private static RoutedAlert alert(Instant sampledAt, Instant now) {
        var annotations = new TreeMap<>(Map.of(WatchdogNotifier.SAMPLED_AT, Long.toString(sampledAt.toEpochMilli())));
        return new RoutedAlert(WatchdogRoute.ALERT, annotations, sampledAt, now.plus(LASTS), false, "", now);
    }
}
