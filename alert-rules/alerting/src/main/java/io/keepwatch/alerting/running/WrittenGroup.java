package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertChange.Kind;
import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.evaluation.RuleState.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the database holds of a group, so that only what became another is written. What changes with each evaluation (values, texts,
/// when something was last seen) is written once a minute.
final class WrittenGroup {

    private static final Duration REFRESH = Duration.ofMinutes(1);

    private final Map<String, AlertRow> alerts = new HashMap<>();
    private final Map<String, RuleMemory> memories = new HashMap<>();
    private final Map<String, Health> healths = new HashMap<>();
    private @Nullable Instant refreshedAt;

    /// Nothing is stored of it, or what was loaded.
    static WrittenGroup of(LoadedGroup group, GroupState loaded) {
        var written = new WrittenGroup();
        loaded.rules().forEach((key, state) -> {
            String ruleId = Ids.rule(group.id(), key);
            rows(ruleId, key, state).forEach(row -> written.alerts.put(row.id(), row));
            RuleMemory memory = RuleMemory.of(state);
            if (!memory.equals(RuleMemory.NONE)) {
                written.memories.put(ruleId, memory);
            }
            written.healths.put(ruleId, state.health());
        });
        return written;
    }

    private static List<AlertRow> rows(String ruleId, RuleKey key, RuleState state) {
        return state.alerts().stream().map(alert -> new AlertRow(Ids.alert(ruleId, alert.labels()), ruleId, key.name(), alert)).toList();
    }

    /// @param at the time of the evaluation that led to `now`
    Delta delta(LoadedGroup group, GroupState now, Instant at) {
        boolean refresh = refreshedAt == null || !at.isBefore(refreshedAt.plus(REFRESH)) || at.isBefore(refreshedAt);
        var next = of(group, now);
        List<AlertRow> changed = next.alerts.values().stream().filter(row -> isOther(row, alerts.get(row.id()), refresh)).toList();
        List<String> gone = alerts.keySet().stream().filter(id -> !next.alerts.containsKey(id)).toList();
        Map<String, RuleMemory> remembered = new HashMap<>();
        next.memories.forEach((ruleId, memory) -> {
            RuleMemory known = memories.getOrDefault(ruleId, RuleMemory.NONE);
            if (memory.differsFrom(known) || refresh && !memory.equals(known)) {
                remembered.put(ruleId, memory);
            }
        });
        List<String> forgotten = memories.keySet().stream().filter(ruleId -> !next.memories.containsKey(ruleId)).toList();
        return new Delta(now, changed, gone, remembered, forgotten, changes(group, next, at), refresh, !healths.equals(next.healths));
    }

    private static boolean isOther(AlertRow row, @Nullable AlertRow known, boolean refresh) {
        return known == null || row.differsFrom(known) || refresh && !row.equals(known);
    }

    private List<AlertChange> changes(LoadedGroup group, WrittenGroup next, Instant at) {
        List<AlertChange> changes = new ArrayList<>();
        next.alerts.forEach((id, row) -> {
            AlertRow before = alerts.get(id);
            Kind kind = kind(before, row);
            if (kind != null) {
                // of one that has been pending again, nothing but the former state knows since when it fired
                Alert told = row.alert().firedAt() == null && before != null ? before.alert() : row.alert();
                changes.add(change(group, row, told, kind, at, kind == Kind.RESOLVED ? cause(row, next.healths.get(row.ruleId())) : ""));
            }
        });
        alerts.forEach((id, row) -> {
            if (row.fires() && !next.alerts.containsKey(id)) {
                boolean removed = !next.healths.containsKey(row.ruleId());
                changes.add(change(group, row, row.alert(), Kind.RESOLVED, at, removed ? "the rule was removed" : "the rule has more alerts than its limit"));
            }
        });
        changes.sort(Comparator.comparing(AlertChange::rule).thenComparing(AlertChange::labels));
        return changes;
    }

    private static @Nullable Kind kind(@Nullable AlertRow before, AlertRow now) {
        boolean fired = before != null && before.fires();
        if (fired != now.fires()) {
            return fired ? Kind.RESOLVED : Kind.FIRED;
        }
        if (!fired || (before.alert().noDataSince() == null) == (now.alert().noDataSince() == null)) {
            return null;
        }
        return now.alert().noDataSince() == null ? Kind.DATA_AGAIN : Kind.NO_DATA;
    }

    private static String cause(AlertRow row, @Nullable Health health) {
        if (row.alert().state() == Alert.State.PENDING) {
            return "the rule waits longer now before it fires";
        }
        return health == Health.NOT_APPLICABLE ? "the rule does not apply any more" : "";
    }

    private static AlertChange change(LoadedGroup group, AlertRow row, Alert alert, Kind kind, Instant at, String cause) {
        return new AlertChange(0, at, kind, row.id(), row.ruleId(), group.group().file(), group.group().name(), row.rule(), alert.labels(),
                alert.annotations(), alert.value(), alert.activeAt(), Objects.requireNonNullElse(alert.firedAt(), alert.activeAt()),
                alert.noDataSince(), cause);
    }

    /// The database holds it now.
    void done(LoadedGroup group, Delta delta, Instant at) {
        delta.alerts().forEach(row -> alerts.put(row.id(), row));
        delta.gone().forEach(alerts::remove);
        memories.putAll(delta.memories());
        delta.forgotten().forEach(memories::remove);
        if (delta.refresh()) {
            refreshedAt = at;
        }
        healths.clear();
        delta.state().rules().forEach((key, state) -> healths.put(Ids.rule(group.id(), key), state.health()));
    }
}
