package io.keepwatch.alerting.running;

import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.evaluation.RuleState.Health;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The state of a group when something came between: its alerts stay as they were or became, and the rules say what went wrong.
final class Amended {

    private Amended() {}

    /// The evaluation ended before it was done.
    static GroupState notEvaluated(GroupState before, List<RuleKey> keys, Instant slot, String why) {
        Map<RuleKey, RuleState> rules = new HashMap<>();
        for (RuleKey key : keys) {
            RuleState rule = before.of(key);
            rules.put(key, new RuleState(rule.alerts(), rule.series(), rule.memory(), Health.BAD, why, slot, rule.took()));
        }
        return new GroupState(slot, rules);
    }

    /// The samples are not stored, or nobody knows: the stale markers of both evaluations are still due.
    static GroupState notWritten(GroupState after, GroupState before, String why) {
        return each(after, (key, rule) -> {
            Set<Labels> series = new HashSet<>(before.of(key).series());
            series.addAll(rule.series());
            return series.isEmpty() ? rule
                    : new RuleState(rule.alerts(), series, rule.memory(), Health.BAD, why, rule.lastEvaluation(), rule.took());
        });
    }

    /// The state is in memory only, so nobody may hear of it yet: its alerts count as not handed on.
    static GroupState notSaved(GroupState after, GroupState before, String why) {
        return each(after, (key, rule) -> {
            Map<Labels, Alert> old = before.of(key).alerts().stream().collect(Collectors.toMap(Alert::labels, alert -> alert));
            List<Alert> alerts = rule.alerts().stream().map(alert -> sentAsBefore(alert, old.get(alert.labels()))).toList();
            return new RuleState(alerts, rule.series(), rule.memory(), Health.BAD, why, rule.lastEvaluation(), rule.took());
        });
    }

    private static Alert sentAsBefore(Alert alert, @Nullable Alert old) {
        Instant sentAt = old == null ? null : old.lastSentAt();
        return new Alert(alert.labels(), alert.source(), alert.annotations(), alert.state(), alert.value(), alert.activeAt(), alert.firedAt(),
                alert.resolvedAt(), alert.keepFiringSince(), sentAt, alert.seenAt(), alert.noDataSince());
    }

    private static GroupState each(GroupState state, BiFunction<RuleKey, RuleState, RuleState> change) {
        Map<RuleKey, RuleState> rules = new HashMap<>();
        state.rules().forEach((key, rule) -> rules.put(key, change.apply(key, rule)));
        return new GroupState(state.lastSlot(), rules);
    }
}
