package io.keepwatch.alerting.changes;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.utc;

import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.pagerduty.Change;
import io.keepwatch.alerting.notifier.pagerduty.ChangeSender;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import io.keepwatch.telemetry.TimeRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tells every PagerDuty service that alerts go to what was deployed and restored, from one process. These events help to understand an
/// incident and page nobody: after an hour they are of no use and not sent any more.
final class ChangeOperation implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChangeOperation.class);
    private static final String LEASE = "change-events";
    private static final Duration LEASE_LENGTH = Duration.ofMinutes(2);
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Duration OLDEST = Duration.ofHours(1);
    /// Telemetry comes in late.
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Function<TimeRange, List<Change>> changes;
    private final Supplier<List<Integration>> services;
    private final ChangeSender sender;
    private final JdbcClient jdbc;
    private final Leases leases;
    private final Clock clock;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("change-events").factory());

    ChangeOperation(Function<TimeRange, List<Change>> changes, Supplier<List<Integration>> services, ChangeSender sender, JdbcClient jdbc, Leases leases,
            Clock clock) {
        this.changes = changes;
        this.services = services;
        this.sender = sender;
        this.jdbc = jdbc;
        this.leases = leases;
        this.clock = clock;
    }

    void open() {
        rounds.scheduleWithFixedDelay(this::guardedRound, ROUND.toSeconds(), ROUND.toSeconds(), TimeUnit.SECONDS);
    }

    private void guardedRound() {
        try {
            round();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.debug("Cannot tell PagerDuty of changes, trying again in {} s", ROUND.toSeconds(), e);
        }
    }

    void round() throws InterruptedException {
        List<Integration> all = services.get();
        if (all.isEmpty()) {
            return;
        }
        leases.<InterruptedException>whileFree(LEASE, LEASE_LENGTH, lease -> tell(all, lease));
    }

    private void tell(List<Integration> all, Lease lease) throws InterruptedException {
        Instant until = clock.instant().minus(SETTLED);
        Instant oldest = until.minus(OLDEST);
        Instant from = jdbc.sql("select covered_until from change_event").query((row, _) -> instant(row, "covered_until")).optional().orElse(oldest);
        from = from.isBefore(oldest) ? oldest : from;
        if (!from.isBefore(until)) {
            return;
        }
        for (Change change : changes.apply(new TimeRange(from, until))) {
            for (Integration service : all) {
                Outcome outcome = sender.send(change, service);
                if (outcome instanceof Outcome.Retry || outcome instanceof Outcome.Doubtful) {
                    save(lease, change.at());
                    return;
                }
                if (outcome instanceof Outcome.Rejected(String why, String hint)) {
                    log.warn("PagerDuty does not take the change \"{}\": {}; {}", change.summary(), why, hint);
                }
            }
        }
        save(lease, until);
    }

    private void save(Lease lease, Instant until) {
        leases.guarded(lease, () -> {
            int there = jdbc.sql("update change_event set covered_until = :until").param("until", utc(until)).update();
            return there > 0 || jdbc.sql("insert into change_event (covered_until) values (:until)").param("until", utc(until)).update() > 0;
        });
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}
