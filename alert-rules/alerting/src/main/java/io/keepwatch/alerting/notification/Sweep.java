package io.keepwatch.alerting.notification;

import static io.keepwatch.metadata.Rows.utc;

import io.keepwatch.alerting.routing.WatchdogRoute;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Gives up what matters no more, and forgets what is over.
final class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    private static final Duration ROUND = Duration.ofMinutes(1);
    static final Duration MATTERS = Duration.ofHours(24);
    private static final Duration TEST_MATTERS = Duration.ofMinutes(10);
    /// A thread of a group that has not spoken for so long begins anew.
    private static final Duration THREADS = Duration.ofDays(30);
    /// Test samples that have arrived say nothing later.
    private static final Duration WATCHDOG = Duration.ofMinutes(10);
    private static final long MOST_DELIVERIES = 200_000;

    private final JdbcClient jdbc;
    private final DeliveryQueue queue;
    private final Destinations destinations;
    private final Leases leases;
    private final Supplier<Duration> history;
    private final Clock clock;
    private @Nullable Instant last;

    /// @param history how long it is known who was told what
    Sweep(JdbcClient jdbc, DeliveryQueue queue, Destinations destinations, Leases leases, Supplier<Duration> history, Clock clock) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.destinations = destinations;
        this.leases = leases;
        this.history = history;
        this.clock = clock;
    }

    void sweep(Lease lease) {
        Instant now = clock.instant();
        if (last != null && Duration.between(last, now).abs().compareTo(ROUND) < 0) {
            return;
        }
        last = now;
        int expired = leases.guarded(lease, () -> {
            int given = giveUp(now);
            forget(now);
            return given;
        });
        if (expired > 0) {
            log.error("{} messages could not be delivered for {} hours and are given up; the log of deliveries has them", expired, MATTERS.toHours());
        }
    }

    private int giveUp(Instant now) {
        queue.expire("created_at < :then and group_key like '" + TestAlerts.GROUP + "%'", now.minus(TEST_MATTERS), "", "A test matters for ten minutes", now);
        int expired = queue.expire("created_at < :then", now.minus(MATTERS), "", "Given up after " + MATTERS.toHours() + " hours", now);
        destinations.forgetUnused();
        return expired;
    }

    private void forget(Instant now) {
        String settled = "state not in " + DeliveryQueue.UNSENT;
        jdbc.sql("delete from delivery where created_at < :then and " + settled).param("then", utc(now.minus(history.get()))).update();
        jdbc.sql("delete from delivery where receiver = :watchdog and created_at < :then and " + settled)
                .param("watchdog", WatchdogRoute.RECEIVER).param("then", utc(now.minus(WATCHDOG))).update();
        jdbc.sql("delete from delivery where id <= (select max(id) from delivery) - :most and " + settled).param("most", MOST_DELIVERIES).update();
        jdbc.sql("delete from notification where not exists (select 1 from delivery where delivery.notification_id = notification.id"
                + " and delivery.state in " + DeliveryQueue.UNSENT + ")").update();
        jdbc.sql("delete from notification_entry where expires_at < :now and not exists"
                + " (select 1 from notification_group where notification_group.group_key = notification_entry.group_key)").param("now", utc(now)).update();
        jdbc.sql("delete from notification_thread where at < :then").param("then", utc(now.minus(THREADS))).update();
    }
}
