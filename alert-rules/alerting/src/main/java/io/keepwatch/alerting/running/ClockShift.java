package io.keepwatch.alerting.running;

import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.Alert.State;
import io.keepwatch.alerting.evaluation.DataMemory;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Moves what a state remembers along with a clock that was set, so that no time seems to have passed which did not.
///
/// Set forth, only what waits is moved: how long an alert is pending, is kept, or is without data. Set back, everything is, for what lies
/// in the future would never be reached.
final class ClockShift {

    private final Duration by;
    private final boolean back;

    private ClockShift(Duration by) {
        this.by = by;
        this.back = by.isNegative();
    }

    static GroupState of(GroupState state, Duration by) {
        var shift = new ClockShift(by);
        Map<RuleKey, RuleState> rules = new HashMap<>();
        state.rules().forEach((key, rule) -> rules.put(key, shift.rule(rule)));
        return new GroupState(shift.ifBack(state.lastSlot()), rules);
    }

    private RuleState rule(RuleState rule) {
        return new RuleState(rule.alerts().stream().map(this::alert).toList(), rule.series(), memory(rule.memory()), rule.health(), rule.error(),
                ifBack(rule.lastEvaluation()), rule.took());
    }

    private DataMemory memory(DataMemory memory) {
        Map<Labels, Instant> sources = new HashMap<>();
        memory.sources().forEach((labels, at) -> sources.put(labels, back ? at.plus(by) : at));
        return new DataMemory(ifBack(memory.seenAt()), ifBack(memory.checkedAt()), sources);
    }

    private Alert alert(Alert alert) {
        Instant activeAt = back || alert.state() == State.PENDING ? alert.activeAt().plus(by) : alert.activeAt();
        return new Alert(alert.labels(), alert.source(), alert.annotations(), alert.state(), alert.value(), activeAt, ifBack(alert.firedAt()),
                ifBack(alert.resolvedAt()), always(alert.keepFiringSince()), ifBack(alert.lastSentAt()),
                back ? alert.seenAt().plus(by) : alert.seenAt(), always(alert.noDataSince()));
    }

    private @Nullable Instant ifBack(@Nullable Instant at) {
        return back ? always(at) : at;
    }

    private @Nullable Instant always(@Nullable Instant at) {
        return at == null ? null : at.plus(by);
    }
}
