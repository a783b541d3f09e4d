package io.keepwatch.alerting.notification;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.utc;

import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.routing.NotificationEntry;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.metadata.ShortId;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/// What is to be told, written down before it is sent. From then on it answers for it: the entry of a group says that it was told.
final class Outbox {

    private static final String INSERT_DELIVERY = """
            insert into delivery (notification_id, entry_id, group_key, receiver, integration, thread_id, message_key, last_of_key, queue,
                destination, reason, state, summary, body, firing, resolved, created_at, next_attempt, receipt, maybe_repeat, attempts)
            values (:notification, :entry, :group, :receiver, :integration, :thread, :key, :last, :queue, :destination, :reason, :state,
                :summary, :body, :firing, :resolved, :at, :next, '', false, 0)""";

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A notification that is to be written.
    ///
    /// @param at     now
    /// @param sendAt before which it is not sent
    record Letter(Channel channel, String groupKey, NotifyReason reason, Set<Labels> said, List<MessageAlert> alerts, List<Message> messages, Instant at,
                  Instant sendAt) {}

    Optional<NotificationEntry> entry(String id) {
        return jdbc.sql("select * from notification_entry where id = :id").param("id", id)
                .query((row, _) -> new NotificationEntry(row.getString("group_key"), row.getString("integration"),
                        NotificationText.set(row.getString("firing")), NotificationText.set(row.getString("resolved")), instant(row, "at")))
                .optional();
    }

    void save(String id, NotificationEntry entry, Duration repeatInterval) {
        jdbc.sql("delete from notification_entry where id = :id").param("id", id).update();
        jdbc.sql("insert into notification_entry (id, group_key, integration, firing, resolved, at, expires_at)"
                        + " values (:id, :group, :integration, :firing, :resolved, :at, :expires)")
                .param("id", id).param("group", entry.groupKey()).param("integration", entry.integration())
                .param("firing", NotificationText.of(entry.firing())).param("resolved", NotificationText.of(entry.resolved()))
                .param("at", utc(entry.at())).param("expires", utc(entry.expiresAt(repeatInterval))).update();
    }

    /// Of the last notification, when some of its messages wait and surely were not sent.
    Optional<Backlog> backlog(String entryId) {
        Optional<Long> last = jdbc.sql("select max(notification_id) from delivery where entry_id = :entry and state in ('WAITING', 'REJECTED')"
                + " and not maybe_repeat").param("entry", entryId).query(Long.class).optional();
        return last.flatMap(id -> jdbc.sql("select said, alerts from notification where id = :id and not exists"
                        + " (select 1 from notification later where later.entry_id = :entry and later.id > :id)")
                .param("id", id).param("entry", entryId)
                .query((row, _) -> new Backlog(NotificationText.set(row.getString("said")), NotificationText.messageAlerts(row.getString("alerts")),
                        parts(id)))
                .optional());
    }

    private List<Backlog.Part> parts(long notification) {
        return jdbc.sql("select id, state, maybe_repeat, firing, resolved from delivery where notification_id = :id and state <> 'EXPIRED' order by id")
                .param("id", notification)
                .query((row, _) -> new Backlog.Part(row.getLong("id"), Set.of("WAITING", "REJECTED").contains(row.getString("state"))
                        && !row.getBoolean("maybe_repeat"), NotificationText.set(row.getString("firing")), NotificationText.set(row.getString("resolved"))))
                .list();
    }

    /// What the messages of a group can refer to, by their keys; empty for what is on its way.
    ///
    /// @param replaced what will not be sent
    Map<String, String> receipts(String entryId, List<Backlog.Part> replaced) {
        Map<String, String> receipts = new HashMap<>();
        jdbc.sql("select message_key, receipt from notification_thread where entry_id = :entry").param("entry", entryId)
                .query(row -> {
                    receipts.put(row.getString("message_key"), row.getString("receipt"));
                });
        Set<Long> left = Set.copyOf(replaced.stream().map(Backlog.Part::id).toList());
        jdbc.sql("select id, message_key, last_of_key from delivery where entry_id = :entry and state in " + DeliveryQueue.UNSENT + " order by id")
                .param("entry", entryId).query(row -> {
                    if (!left.contains(row.getLong("id"))) {
                        if (row.getBoolean("last_of_key")) {
                            receipts.remove(row.getString("message_key"));
                        } else {
                            receipts.put(row.getString("message_key"), "");
                        }
                    }
                });
        return receipts;
    }

    /// @return the ids of the messages, in their order
    List<Long> write(Letter letter) {
        Channel channel = letter.channel;
        String entryId = channel.entryId(letter.groupKey);
        long notification = insert(jdbc.sql("insert into notification (entry_id, said, alerts) values (:entry, :said, :alerts)")
                .param("entry", entryId).param("said", NotificationText.of(letter.said))
                .param("alerts", NotificationText.ofMessageAlerts(letter.alerts)));
        String destination = channel.destination();
        List<Long> ids = new ArrayList<>();
        for (Message message : letter.messages) {
            ids.add(insert(jdbc.sql(INSERT_DELIVERY)
                    .param("notification", notification).param("entry", entryId).param("group", letter.groupKey)
                    .param("receiver", channel.receiver().name()).param("integration", channel.name())
                    .param("thread", thread(channel, message)).param("key", message.key()).param("last", message.last())
                    .param("queue", ShortId.of(destination)).param("destination", destination).param("reason", letter.reason.name())
                    .param("state", Delivery.State.WAITING.name()).param("summary", NotificationText.clean(message.summary()))
                    .param("body", NotificationText.clean(message.body())).param("firing", NotificationText.of(message.firing()))
                    .param("resolved", NotificationText.of(message.resolved())).param("at", utc(letter.at)).param("next", utc(letter.sendAt))));
        }
        return ids;
    }

    /// Of the integration, for adapters may give incidents of several groups one key.
    private static String thread(Channel channel, Message message) {
        return ShortId.of(channel.name(), message.key());
    }

    private static long insert(JdbcClient.StatementSpec statement) {
        var key = new GeneratedKeyHolder();
        statement.update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    /// A later message tells it too.
    void replace(Backlog.Part part, long by, Instant at) {
        jdbc.sql("update delivery set state = 'COMBINED', combined_into = :by, settled_at = :at, next_attempt = null where id = :id")
                .param("by", by).param("at", utc(at)).param("id", part.id()).update();
    }
}
