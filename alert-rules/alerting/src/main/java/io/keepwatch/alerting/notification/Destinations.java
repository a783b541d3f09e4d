package io.keepwatch.alerting.notification;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.utc;

import io.keepwatch.alerting.notification.DeliveryQueue.Waiting;
import io.keepwatch.alerting.notifier.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The destinations that do not take messages now, in rows: what is known of them outlives a process, and every process can show it.
final class Destinations {

    private final JdbcClient jdbc;

    Destinations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param failures    one after the other
    /// @param rejects     it does not want some messages, whether or not it takes others
    /// @param escalatedTo the integration by which somebody else was told of it; null until then
    record Failing(String queue, String destination, String receiver, String integration, int failures, boolean rejects, Instant since, String why,
                   String hint, Instant next, @Nullable String escalatedTo) {

        /// Not so while it takes messages and only does not want some of them.
        boolean leftAlone(Instant now) {
            return failures > 0 && Backoff.isAhead(next, now);
        }

        /// It works again, but who was told of it does not know that yet.
        boolean over() {
            return failures == 0 && !rejects;
        }
    }

    List<Failing> all() {
        return jdbc.sql("select * from notification_destination order by failing_since, destination").query((row, _) -> failing(row)).list();
    }

    Optional<Failing> find(String queue) {
        return jdbc.sql("select * from notification_destination where queue = :queue").param("queue", queue).query((row, _) -> failing(row)).optional();
    }

    private static Failing failing(ResultSet row) throws SQLException {
        return new Failing(row.getString("queue"), row.getString("destination"), row.getString("receiver"), row.getString("integration"),
                row.getInt("failures"), row.getBoolean("rejects"), instant(row, "failing_since"), row.getString("why"), row.getString("hint"),
                instant(row, "next_attempt"), row.getString("escalated_to"));
    }

    /// @param failures one after the other, this one included
    /// @param next     before which nothing is sent there
    void failed(Waiting message, int failures, String why, Instant at, Instant next) {
        record(message, failures, false, why, "", at, next);
    }

    /// It takes messages, but not this one.
    void rejected(Waiting message, Outcome.Rejected rejected, Instant at, Instant next) {
        record(message, 0, true, rejected.why(), rejected.hint(), at, next);
    }

    private void record(Waiting message, int failures, boolean rejects, String why, String hint, Instant at, Instant next) {
        int known = jdbc.sql("update notification_destination set failures = :failures, rejects = rejects or :rejects, why = :why, hint = :hint,"
                        + " next_attempt = :next, receiver = :receiver, integration = :integration where queue = :queue")
                .param("failures", failures).param("rejects", rejects).param("why", NotificationText.clean(why)).param("hint", NotificationText.clean(hint))
                .param("next", utc(next)).param("receiver", message.receiver()).param("integration", message.integration())
                .param("queue", message.queue()).update();
        if (known == 0) {
            jdbc.sql("insert into notification_destination (queue, destination, receiver, integration, failures, rejects, failing_since, why, hint,"
                            + " next_attempt) values (:queue, :destination, :receiver, :integration, :failures, :rejects, :at, :why, :hint, :next)")
                    .param("queue", message.queue()).param("destination", message.destination()).param("receiver", message.receiver())
                    .param("integration", message.integration()).param("failures", failures).param("rejects", rejects).param("at", utc(at))
                    .param("why", NotificationText.clean(why)).param("hint", NotificationText.clean(hint)).param("next", utc(next)).update();
        }
    }

    /// It takes messages again; it is still a trouble while there are some that it did not want.
    void works(String queue, Instant now) {
        jdbc.sql("update notification_destination set failures = 0, next_attempt = :now, rejects = exists (select 1 from delivery"
                        + " where delivery.queue = notification_destination.queue and state = 'REJECTED') where queue = :queue")
                .param("now", utc(now)).param("queue", queue).update();
        forgetOver();
    }

    /// Those for which nothing waits any more: nobody knows how they are.
    void forgetUnused() {
        jdbc.sql("update notification_destination set failures = 0, rejects = false where not exists (select 1 from delivery where delivery.queue ="
                + " notification_destination.queue and state in " + DeliveryQueue.UNSENT + ")").update();
        forgetOver();
    }

    /// But for those of which somebody was told: he is to hear that too.
    private void forgetOver() {
        jdbc.sql("delete from notification_destination where failures = 0 and not rejects and escalated_to is null").update();
    }

    void escalated(String queue, String to) {
        jdbc.sql("update notification_destination set escalated_to = :to where queue = :queue").param("to", to).param("queue", queue).update();
    }

    void forget(String queue) {
        jdbc.sql("delete from notification_destination where queue = :queue").param("queue", queue).update();
    }
}
