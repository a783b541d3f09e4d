package io.keepwatch.alerting.running;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.optional;
import static io.keepwatch.metadata.Rows.utc;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.running.StoredText.StoredRule;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The states of groups in the metadata database. Whoever writes holds the lease of the group's shard; once another process has taken
/// it, nothing is written.
final class RuleStore {

    private static final String INSERT_ALERT = """
            insert into rule_alert (id, rule_id, group_id, state, labels, source, annotations, value_bits, active_at, fired_at, resolved_at,
                keep_firing_since, last_sent_at, seen_at, no_data_since)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String INSERT_CHANGE = """
            insert into alert_change (position, at, kind, alert_id, rule_id, file, group_name, rule, labels, annotations, value_bits, active_at,
                fired_at, no_data_since, cause)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Leases leases;
    private final StoredText text = new StoredText();

    RuleStore(JdbcTemplate batches, Leases leases) {
        this.jdbc = JdbcClient.create(batches);
        this.batches = batches;
        this.leases = leases;
    }

    /// A group that is stored, whether or not a file still has it.
    record Stored(String id, String file, String name, Duration interval, @Nullable Instant lastSlot, Instant savedAt, String rules) {}

    /// What is stored of these groups; those of which nothing is, are left out.
    Map<String, GroupState> load(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, List<AlertRow>> alerts = new HashMap<>();
        jdbc.sql("select * from rule_alert where group_id in (:ids)").param("ids", ids).query((row, _) -> alert(row)).list()
                .forEach(row -> alerts.computeIfAbsent(row.ruleId(), _ -> new ArrayList<>()).add(row));
        Map<String, RuleMemory> memories = new HashMap<>();
        jdbc.sql("select rule_id, content from rule_memory where group_id in (:ids)").param("ids", ids)
                .query(row -> {
                    memories.put(row.getString("rule_id"), text.memory(row.getBytes("content")));
                });
        Map<String, GroupState> states = new HashMap<>();
        jdbc.sql("select * from rule_group where id in (:ids)").param("ids", ids).query((row, _) -> stored(row)).list()
                .forEach(group -> states.put(group.id, state(group, alerts, memories)));
        return states;
    }

    private GroupState state(Stored group, Map<String, List<AlertRow>> alerts, Map<String, RuleMemory> memories) {
        Map<RuleKey, RuleState> rules = new HashMap<>();
        for (StoredRule rule : text.rules(group.rules)) {
            String ruleId = Ids.rule(group.id, rule.key());
            List<Alert> own = alerts.getOrDefault(ruleId, List.of()).stream().map(AlertRow::alert).sorted(Comparator.comparing(Alert::labels)).toList();
            rules.put(rule.key(), rule.state(memories.getOrDefault(ruleId, RuleMemory.NONE), own));
        }
        return new GroupState(group.lastSlot, rules);
    }

    /// Groups that nobody has saved since then.
    List<Stored> savedBefore(Instant then) {
        return jdbc.sql("select * from rule_group where saved_at < :then").param("then", utc(then)).query((row, _) -> stored(row)).list();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(row.getString("id"), row.getString("file"), row.getString("name"), Duration.ofMillis(row.getLong("interval_millis")),
                optional(row, "last_slot"), instant(row, "saved_at"), row.getString("rules"));
    }

    private AlertRow alert(ResultSet row) throws SQLException {
        var alert = new Alert(text.labels(row.getString("labels")), text.labels(row.getString("source")), text.texts(row.getString("annotations")),
                Alert.State.valueOf(row.getString("state")), Double.longBitsToDouble(row.getLong("value_bits")), instant(row, "active_at"),
                optional(row, "fired_at"), optional(row, "resolved_at"), optional(row, "keep_firing_since"), optional(row, "last_sent_at"),
                instant(row, "seen_at"), optional(row, "no_data_since"));
        return new AlertRow(row.getString("id"), row.getString("rule_id"), alert.labels().get("alertname"), alert);
    }

    /// @throws io.keepwatch.metadata.LeaseLostException when another process evaluates the group now; nothing is written then
    void save(Lease lease, LoadedGroup group, Duration interval, Delta delta, Instant at) {
        leases.guarded(lease, () -> {
            saveGroup(group, interval, delta.state(), at);
            saveAlerts(group.id(), delta);
            saveMemories(group.id(), delta);
            append(delta.changes());
            return true;
        });
    }

    /// Forgets a group that is in no file any more.
    void remove(Lease lease, String groupId, List<AlertChange> changes) {
        leases.guarded(lease, () -> {
            jdbc.sql("delete from rule_group where id = :id").param("id", groupId).update();
            append(changes);
            return true;
        });
    }

    private void saveGroup(LoadedGroup group, Duration interval, GroupState state, Instant at) {
        List<StoredRule> rules = new ArrayList<>();
        state.rules().forEach((key, rule) -> rules.add(StoredRule.of(key, rule)));
        String stored = text.rules(rules);
        int updated = jdbc.sql("update rule_group set interval_millis = :interval, last_slot = :slot, saved_at = :at, rules = :rules where id = :id")
                .param("interval", interval.toMillis()).param("slot", utc(state.lastSlot())).param("at", utc(at)).param("rules", stored)
                .param("id", group.id()).update();
        if (updated == 0) {
            jdbc.sql("insert into rule_group (id, file, name, interval_millis, last_slot, saved_at, rules)"
                            + " values (:id, :file, :name, :interval, :slot, :at, :rules)")
                    .param("id", group.id()).param("file", group.group().file()).param("name", group.group().name())
                    .param("interval", interval.toMillis()).param("slot", utc(state.lastSlot())).param("at", utc(at)).param("rules", stored).update();
        }
    }

    private void saveAlerts(String groupId, Delta delta) {
        List<Object[]> ids = new ArrayList<>();
        delta.gone().forEach(id -> ids.add(new Object[] {id}));
        delta.alerts().forEach(row -> ids.add(new Object[] {row.id()}));
        if (!ids.isEmpty()) {
            batches.batchUpdate("delete from rule_alert where id = ?", ids);
        }
        if (!delta.alerts().isEmpty()) {
            batches.batchUpdate(INSERT_ALERT, delta.alerts().stream().map(row -> columns(groupId, row)).toList());
        }
    }

    private Object[] columns(String groupId, AlertRow row) {
        Alert alert = row.alert();
        return new @Nullable Object[] {row.id(), row.ruleId(), groupId, alert.state().name(), text.texts(alert.labels().toMap()),
            text.texts(alert.source().toMap()), text.texts(alert.annotations()), Double.doubleToRawLongBits(alert.value()), utc(alert.activeAt()),
            utc(alert.firedAt()), utc(alert.resolvedAt()), utc(alert.keepFiringSince()), utc(alert.lastSentAt()), utc(alert.seenAt()),
            utc(alert.noDataSince())};
    }

    private void saveMemories(String groupId, Delta delta) {
        List<Object[]> ids = new ArrayList<>();
        delta.forgotten().forEach(id -> ids.add(new Object[] {id}));
        delta.memories().keySet().forEach(id -> ids.add(new Object[] {id}));
        if (!ids.isEmpty()) {
            batches.batchUpdate("delete from rule_memory where rule_id = ?", ids);
        }
        if (!delta.memories().isEmpty()) {
            batches.batchUpdate("insert into rule_memory (rule_id, group_id, content) values (?, ?, ?)", delta.memories().entrySet().stream()
                    .map(memory -> new Object[] {memory.getKey(), groupId, text.memory(memory.getValue())}).toList());
        }
    }

    private void append(List<AlertChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql("update alert_position set last = last + :count").param("count", changes.size()).update();
        long last = jdbc.sql("select last from alert_position").query(Long.class).single();
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            rows.add(columns(changes.get(i), last - changes.size() + 1 + i));
        }
        batches.batchUpdate(INSERT_CHANGE, rows);
    }

    private Object[] columns(AlertChange change, long position) {
        return new @Nullable Object[] {position, utc(change.at()), change.kind().name(), change.alertId(), change.ruleId(), change.file(),
            change.group(), change.rule(), text.texts(change.labels().toMap()), text.texts(change.annotations()),
            Double.doubleToRawLongBits(change.value()), utc(change.activeAt()), utc(change.firedAt()), utc(change.noDataSince()), change.cause()};
    }
}
