package io.keepwatch.alerting.notification;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.utc;

import io.keepwatch.alerting.routing.AlertGroup;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.metadata.ShortId;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Groups and their alerts in rows, and how far alerts were taken in. Whoever writes does so in a guarded transaction.
final class GroupStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    GroupStore(JdbcTemplate batches) {
        this.batches = batches;
        this.jdbc = JdbcClient.create(batches);
    }

    /// A group as it is stored, and its receiver.
    record StoredGroup(AlertGroup group, String receiver) {}

    /// A group that has become another.
    ///
    /// @param before null for a new one
    /// @param after  an empty one is forgotten
    record Change(@Nullable AlertGroup before, AlertGroup after, String receiver) {}

    /// Alerts that were posted and not taken in yet.
    record Posted(long id, RoutedAlert alert) {}

    List<StoredGroup> load() {
        Map<String, SortedMap<Labels, RoutedAlert>> members = new HashMap<>();
        jdbc.sql("select group_id, alert from notification_member").query(row -> {
            RoutedAlert alert = NotificationText.alert(row.getString("alert"));
            members.computeIfAbsent(row.getString("group_id"), _ -> new TreeMap<>()).put(alert.labels(), alert);
        });
        return jdbc.sql("select * from notification_group order by group_key, name").query((row, _) -> new StoredGroup(
                new AlertGroup(row.getString("name"), row.getString("group_key"), NotificationText.labels(row.getString("labels")),
                        members.getOrDefault(row.getString("id"), new TreeMap<>()), instant(row, "next_flush")), row.getString("receiver"))).list();
    }

    void save(List<Change> changes) {
        List<Object[]> gone = new ArrayList<>();
        List<Object[]> created = new ArrayList<>();
        List<Object[]> moved = new ArrayList<>();
        List<Object[]> membersGone = new ArrayList<>();
        List<Object[]> members = new ArrayList<>();
        for (Change change : changes) {
            AlertGroup after = change.after;
            String id = ShortId.of(after.id());
            if (after.isEmpty()) {
                gone.add(new Object[] {id});
                continue;
            }
            if (change.before == null) {
                created.add(new @Nullable Object[] {id, after.id(), after.key(), NotificationText.of(after.labels()), change.receiver, utc(after.nextFlush())});
            } else {
                moved.add(new @Nullable Object[] {utc(after.nextFlush()), change.receiver, id});
            }
            Map<Labels, RoutedAlert> before = change.before == null ? Map.of() : change.before.alerts();
            before.keySet().stream().filter(alert -> !after.alerts().containsKey(alert))
                    .forEach(alert -> membersGone.add(new Object[] {id, alertId(alert)}));
            after.alerts().forEach((labels, alert) -> {
                if (!alert.equals(before.get(labels))) {
                    membersGone.add(new Object[] {id, alertId(labels)});
                    members.add(new Object[] {id, alertId(labels), NotificationText.of(alert)});
                }
            });
        }
        batch("delete from notification_group where id = ?", gone);
        batch("insert into notification_group (id, name, group_key, labels, receiver, next_flush) values (?, ?, ?, ?, ?, ?)", created);
        batch("update notification_group set next_flush = ?, receiver = ? where id = ?", moved);
        batch("delete from notification_member where group_id = ? and alert_id = ?", membersGone);
        batch("insert into notification_member (group_id, alert_id, alert) values (?, ?, ?)", members);
    }

    private static String alertId(Labels alert) {
        return ShortId.of(NotificationText.of(alert));
    }

    private void batch(String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(sql, rows);
        }
    }

    /// Of the last change of a rule's alert that was taken in.
    long position() {
        return jdbc.sql("select max(position) from notification_intake").query(Long.class).single();
    }

    void takenIn(long position, List<Posted> posted) {
        jdbc.sql("update notification_intake set position = :position").param("position", position).update();
        batch("delete from posted_alert where id = ?", posted.stream().map(alert -> new Object[] {alert.id}).toList());
    }

    List<Posted> posted(int limit) {
        return jdbc.sql("select id, alert from posted_alert order by id fetch first :limit rows only").param("limit", limit)
                .query((row, _) -> new Posted(row.getLong("id"), NotificationText.alert(row.getString("alert")))).list();
    }

    void post(List<RoutedAlert> alerts) {
        batch("insert into posted_alert (alert) values (?)", alerts.stream().map(alert -> new Object[] {NotificationText.of(alert)}).toList());
    }

    /// When the next group is to be flushed; null when there is none.
    static @Nullable Instant next(Map<String, AlertGroup> groups) {
        return groups.values().stream().map(AlertGroup::nextFlush).min(Instant::compareTo).orElse(null);
    }

    static Map<String, AlertGroup> byId(List<StoredGroup> stored) {
        Map<String, AlertGroup> groups = new LinkedHashMap<>();
        stored.forEach(group -> groups.put(group.group.id(), group.group));
        return groups;
    }
}
