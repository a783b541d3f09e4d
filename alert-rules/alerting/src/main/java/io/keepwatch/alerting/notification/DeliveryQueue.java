package io.keepwatch.alerting.notification;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.utc;

import io.keepwatch.alerting.notifier.Notifier.Sending;
import io.keepwatch.metadata.ShortId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of the outbox on their way: what is next for a destination, and what came of it. Whoever writes does so in a guarded transaction.
final class DeliveryQueue {

    /// The states of what has not arrived and is not given up.
    static final String UNSENT = "('WAITING', 'SENDING', 'REJECTED')";

    private final JdbcClient jdbc;

    DeliveryQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A message that is to be sent.
    record Waiting(long id, String entryId, String receiver, String integration, String threadId, String key, boolean lastOfKey, String queue,
                   String destination, String body, boolean maybeRepeat, int attempts, Instant createdAt) {

        Sending sending(String receipt) {
            return new Sending(Long.toString(id), body, receipt, maybeRepeat);
        }
    }

    /// An integration and its destination, as they were when messages were written.
    record Addressed(String integration, String destination) {}

    /// Where something is to be sent now.
    record Queue(String id, String destination) {}

    List<Queue> due(Instant now) {
        return jdbc.sql("select distinct queue, destination from delivery where state = 'WAITING' and next_attempt <= :now").param("now", utc(now))
                .query((row, _) -> new Queue(row.getString("queue"), row.getString("destination"))).list();
    }

    /// In order of ids, but not before an older one of the same thread.
    Optional<Waiting> next(String queue, Instant now) {
        return jdbc.sql("select * from delivery one where state = 'WAITING' and queue = :queue and next_attempt <= :now and not exists"
                        + " (select 1 from delivery older where older.thread_id = one.thread_id and older.id < one.id and older.state in " + UNSENT + ")"
                        + " order by id fetch first row only")
                .param("queue", queue).param("now", utc(now))
                .query((row, _) -> new Waiting(row.getLong("id"), row.getString("entry_id"), row.getString("receiver"), row.getString("integration"),
                        row.getString("thread_id"), row.getString("message_key"), row.getBoolean("last_of_key"), row.getString("queue"),
                        row.getString("destination"), row.getString("body"), row.getBoolean("maybe_repeat"), row.getInt("attempts"),
                        instant(row, "created_at")))
                .optional();
    }

    /// What the message before it got; empty when none is before it.
    String receipt(Waiting message) {
        return jdbc.sql("select receipt from notification_thread where id = :id").param("id", message.threadId).query(String.class).optional().orElse("");
    }

    /// @return false when it waits no more
    boolean sending(Waiting message) {
        return jdbc.sql("update delivery set state = 'SENDING', attempts = attempts + 1 where id = :id and state = 'WAITING'")
                .param("id", message.id).update() == 1;
    }

    void sent(Waiting message, String receipt, Instant at) {
        attempt(message, true, receipt, at);
        jdbc.sql("update delivery set state = 'SENT', settled_at = :at, next_attempt = null, receipt = :receipt where id = :id")
                .param("at", utc(at)).param("receipt", NotificationText.clean(receipt)).param("id", message.id).update();
        jdbc.sql("delete from notification_thread where id = :id").param("id", message.threadId).update();
        if (!message.lastOfKey) {
            jdbc.sql("insert into notification_thread (id, entry_id, message_key, receipt, at) values (:id, :entry, :key, :receipt, :at)")
                    .param("id", message.threadId).param("entry", message.entryId).param("key", message.key)
                    .param("receipt", NotificationText.clean(receipt)).param("at", utc(at)).update();
        }
    }

    /// It waits again, unless it is not to be tried soon.
    void failed(Waiting message, String state, boolean maybeArrived, Instant next, String why, Instant at) {
        attempt(message, false, why, at);
        jdbc.sql("update delivery set state = :state, next_attempt = :next, maybe_repeat = maybe_repeat or :maybe where id = :id")
                .param("state", state).param("next", utc(next)).param("maybe", maybeArrived).param("id", message.id).update();
    }

    private void attempt(Waiting message, boolean succeeded, String outcome, Instant at) {
        jdbc.sql("insert into delivery_attempt (delivery_id, at, succeeded, outcome) values (:id, :at, :succeeded, :outcome)")
                .param("id", message.id).param("at", utc(at)).param("succeeded", succeeded).param("outcome", NotificationText.clean(outcome)).update();
    }

    /// Whether another thread of messages waits for the same destination.
    boolean othersWait(Waiting message) {
        return jdbc.sql("select count(*) from delivery where state = 'WAITING' and queue = :queue and thread_id <> :thread")
                .param("queue", message.queue).param("thread", message.threadId).query(Long.class).single() > 0;
    }

    /// The queues of which a message is marked as on its way.
    List<String> marked() {
        return jdbc.sql("select distinct queue from delivery where state = 'SENDING'").query(String.class).list();
    }

    /// What is marked and nobody sends may have arrived.
    ///
    /// @return how many
    int recover(String queue, Instant now) {
        String marked = "state = 'SENDING' and queue = :queue";
        jdbc.sql("insert into delivery_attempt (delivery_id, at, succeeded, outcome) select id, :at, false, :why from delivery where " + marked)
                .param("at", utc(now)).param("why", "The process that was sending it ended; it may have arrived").param("queue", queue).update();
        return jdbc.sql("update delivery set state = 'WAITING', maybe_repeat = true, next_attempt = :at where " + marked)
                .param("at", utc(now)).param("queue", queue).update();
    }

    /// Integrations for which there is something to send, and where it is addressed to.
    List<Addressed> addressed() {
        return jdbc.sql("select distinct integration, destination from delivery where state in ('WAITING', 'REJECTED')")
                .query((row, _) -> new Addressed(row.getString("integration"), row.getString("destination"))).list();
    }

    /// To where the integration leads now; what it refused is tried again.
    void readdress(Addressed old, String destination, Instant now) {
        jdbc.sql("update delivery set queue = :queue, destination = :destination, state = 'WAITING', next_attempt = :now"
                        + " where integration = :integration and destination = :old and state in ('WAITING', 'REJECTED')")
                .param("queue", ShortId.of(destination)).param("destination", destination).param("now", utc(now))
                .param("integration", old.integration).param("old", old.destination).update();
    }

    /// Gives up what matches.
    ///
    /// @param where may name `:then` and `:integration`
    /// @return how many
    int expire(String where, Instant then, String integration, String why, Instant now) {
        String unsent = "state in ('WAITING', 'REJECTED') and " + where;
        jdbc.sql("insert into delivery_attempt (delivery_id, at, succeeded, outcome) select id, :at, false, :why from delivery where " + unsent)
                .param("at", utc(now)).param("why", why).param("then", utc(then)).param("integration", integration).update();
        return jdbc.sql("update delivery set state = 'EXPIRED', settled_at = :at, next_attempt = null where " + unsent)
                .param("at", utc(now)).param("then", utc(then)).param("integration", integration).update();
    }

    boolean hasRejected(Instant before) {
        return jdbc.sql("select count(*) from delivery where state = 'REJECTED' and next_attempt <= :before").param("before", utc(before))
                .query(Long.class).single() > 0;
    }

    void tryRejectedAgain(Instant before, Instant now) {
        jdbc.sql("update delivery set state = 'WAITING', next_attempt = :now where state = 'REJECTED' and next_attempt <= :before")
                .param("now", utc(now)).param("before", utc(before)).update();
    }

    /// To be tried at once, and its destination too.
    void hurry(long id, String queue, Instant now) {
        jdbc.sql("update delivery set state = 'WAITING', next_attempt = :now where id = :id and state in ('WAITING', 'REJECTED')")
                .param("now", utc(now)).param("id", id).update();
        jdbc.sql("update notification_destination set next_attempt = :now where queue = :queue").param("now", utc(now)).param("queue", queue).update();
    }
}
