package io.keepwatch.alerting.notification;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.optional;
import static io.keepwatch.metadata.Rows.utc;

import io.keepwatch.alerting.notification.DeliveryQueue.Waiting;
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
    /// @param escalatedAt null until somebody else was told of it
    record Failing(String queue, String destination, String receiver, String integration, int failures, Instant since, String why, String hint,
                   Instant next, @Nullable Instant escalatedAt) {

        /// Not so while it takes messages and only does not want some of them.
        boolean leftAlone(Instant now) {
            return failures > 0 && Backoff.isAhead(next, now);
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
                row.getInt("failures"), instant(row, "failing_since"), row.getString("why"), row.getString("hint"), instant(row, "next_attempt"),
                optional(row, "escalated_at"));
    }

    /// @param failures one after the other, this one included
    /// @param next     before which nothing is sent there
    void failed(Waiting message, int failures, String why, String hint, Instant at, Instant next) {
        int known = jdbc.sql("update notification_destination set failures = :failures, why = :why, hint = :hint, next_attempt = :next,"
                        + " receiver = :receiver, integration = :integration where queue = :queue")
                .param("failures", failures).param("why", NotificationText.clean(why)).param("hint", NotificationText.clean(hint)).param("next", utc(next))
                .param("receiver", message.receiver()).param("integration", message.integration()).param("queue", message.queue()).update();
        if (known == 0) {
            jdbc.sql("insert into notification_destination (queue, destination, receiver, integration, failures, failing_since, why, hint, next_attempt)"
                            + " values (:queue, :destination, :receiver, :integration, :failures, :at, :why, :hint, :next)")
                    .param("queue", message.queue()).param("destination", message.destination()).param("receiver", message.receiver())
                    .param("integration", message.integration()).param("failures", failures).param("at", utc(at))
                    .param("why", NotificationText.clean(why)).param("hint", NotificationText.clean(hint)).param("next", utc(next)).update();
        }
    }

    /// It takes messages again; it is still a trouble while there are some that it does not want.
    void works(String queue, Instant now) {
        jdbc.sql("update notification_destination set failures = 0, next_attempt = :now where queue = :queue")
                .param("now", utc(now)).param("queue", queue).update();
        forgetIfNothingIsRejected(queue);
    }

    void forgetIfNothingIsRejected(String queue) {
        jdbc.sql("delete from notification_destination where queue = :queue and failures = 0 and not exists"
                + " (select 1 from delivery where delivery.queue = notification_destination.queue and state = 'REJECTED')").param("queue", queue).update();
    }

    void escalated(String queue, Instant at) {
        jdbc.sql("update notification_destination set escalated_at = :at where queue = :queue").param("at", utc(at)).param("queue", queue).update();
    }
}
