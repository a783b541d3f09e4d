package io.keepwatch.alerting.evaluation;

import io.keepwatch.alerting.evaluation.RuleState.Health;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RecordingRule;
import io.keepwatch.alerting.rulefile.Rule;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Evaluates groups of rules as Prometheus does. What comes out depends on the group, the state, the slot and the samples, and on nothing
/// else: the same call gives the same answer in every process and at any later time.
public final class RuleEvaluator {

    private final SeriesStore store;
    private final EvaluationSettings settings;
    private final Clock clock;
    private final @Nullable SlotAnswers answers;

    /// @param clock for the time limit of queries and to measure how long rules take
    public RuleEvaluator(SeriesStore store, EvaluationSettings settings, Clock clock) {
        this(store, settings, clock, null);
    }

    /// @param answers what the store would answer to the expressions; they know nothing of what other rules make at the same slot, so the
    ///                groups must be of one rule. Null: the store is asked
    public RuleEvaluator(SeriesStore store, EvaluationSettings settings, Clock clock, @Nullable SlotAnswers answers) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.answers = answers;
    }

    /// Evaluates the rules one after the other; each sees what those before it have made. A rule that fails keeps its alerts as they were.
    ///
    /// @param before what the last evaluation of this group left, also when its rules have changed since
    /// @param slot   after the last one
    /// @param sink   gets the samples
    public Evaluation evaluate(RuleGroup group, GroupState before, Instant slot, SampleSink sink) {
        if (before.lastSlot() != null && !slot.isAfter(before.lastSlot())) {
            throw new IllegalArgumentException("Cannot evaluate group " + group.name() + " of " + group.file() + " at " + slot
                    + ": it was evaluated at " + before.lastSlot() + " already");
        }
        SlotRun run = run(group, slot, sink);
        List<RuleKey> keys = RuleKey.of(group.rules());
        Map<RuleKey, RuleState> states = new HashMap<>();
        List<AlertNotice> notices = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            states.put(keys.get(i), evaluate(group.rules().get(i), before.of(keys.get(i)), run, notices));
        }
        before.rules().forEach((key, state) -> {
            if (!states.containsKey(key)) {
                state.series().forEach(run.samples()::end);
            }
        });
        return new Evaluation(new GroupState(slot, states), List.copyOf(notices), run.samples().count(), List.copyOf(run.expansionProblems()));
    }

    /// Ends the series of a group that is no more. Prometheus does so two intervals after it was removed, for a group that only got
    /// another name goes on with the same series.
    public void end(RuleGroup group, GroupState last, Instant at, SampleSink sink) {
        SlotRun run = run(group, at, sink);
        last.rules().values().forEach(state -> state.series().forEach(run.samples()::end));
    }

    private SlotRun run(RuleGroup group, Instant slot, SampleSink sink) {
        Instant at = slot.minus(Objects.requireNonNullElse(group.queryOffset(), settings.queryOffset()));
        var samples = new FreshSamples(store, sink, at.toEpochMilli());
        return new SlotRun(slot, at, Objects.requireNonNullElse(group.interval(), settings.interval()), group.limit(), settings,
                new SlotQueries(samples, settings.options(), clock, answers), samples, new ArrayList<>());
    }

    private RuleState evaluate(Rule rule, RuleState before, SlotRun run, List<AlertNotice> notices) {
        Instant begun = clock.instant();
        try {
            RuleState after = switch (rule) {
                case RecordingRule recording -> recorded(recording, before, run);
                case AlertingRule alerting -> alerted(alerting, before, run, notices);
            };
            return after.taking(Duration.between(begun, clock.instant()));
        } catch (RuleFailedException e) {
            return before.failed(e.getMessage(), run.slot(), e.stateLost()).taking(Duration.between(begun, clock.instant()));
        } catch (PromQlException | StoreUnavailableException e) {
            return before.failed(e.getMessage(), run.slot(), false).taking(Duration.between(begun, clock.instant()));
        }
    }

    private static RuleState alerted(AlertingRule rule, RuleState before, SlotRun run, List<AlertNotice> notices) {
        AlertingRun.Outcome outcome = new AlertingRun(rule, before, run).evaluate();
        notices.addAll(outcome.notices());
        Set<Labels> ended = new HashSet<>(before.series());
        ended.removeAll(outcome.samples().keySet());
        var written = write(outcome.samples(), ended, run);
        return new RuleState(outcome.alerts(), written.series(), outcome.memory(), written.error() == null ? outcome.health() : Health.BAD,
                written.error(), run.slot(), Duration.ZERO);
    }

    private static RuleState recorded(RecordingRule rule, RuleState before, SlotRun run) {
        var recording = new RecordingRun(rule, before, run);
        Map<Labels, Double> samples = recording.evaluate();
        var written = write(samples, recording.ended(samples.keySet()), run);
        return new RuleState(List.of(), written.series(), recording.memory(samples), written.error() == null ? Health.GOOD : Health.BAD,
                written.error(), run.slot(), Duration.ZERO);
    }

    /// @param error of the last sample that was refused
    private record Written(Set<Labels> series, @Nullable String error) {}

    private static Written write(Map<Labels, Double> samples, Set<Labels> ended, SlotRun run) {
        Set<Labels> series = new HashSet<>();
        String error = null;
        for (Map.Entry<Labels, Double> sample : samples.entrySet()) {
            String refusal = run.samples().append(sample.getKey(), sample.getValue());
            if (refusal == null) {
                series.add(sample.getKey());
            } else {
                error = refusal;
            }
        }
        ended.forEach(run.samples()::end);
        return new Written(series, error);
    }
}
