package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.backtest.BackTest;
import io.keepwatch.alerting.backtest.BackTestRequest;
import io.keepwatch.alerting.backtest.BackTestResult;
import io.keepwatch.alerting.backtest.History;
import io.keepwatch.alerting.evaluation.SlotAnswers;
import io.keepwatch.alerting.evaluation.Slots;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.promql.Comparison;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a rule saw at one slot, and what it made of it.
///
/// @param slot     the last one that is not after the time asked for
/// @param asked    the time for which the expressions were asked: the slot less the query offset
/// @param returned by the expression as a whole
/// @param replayed with what came before; its alerts at the end are the state at the slot
/// @param recorded alerts that really fired then
record Why(Instant slot, Instant asked, List<Side> sides, int returned, BackTestResult replayed, List<AlertEpisode> recorded) {

    private static final int MOST = 6;
    private static final int MOST_RECORDED = 20;
    /// So that an alert which fires long since is told with its beginning.
    private static final Duration BEFORE = Duration.ofHours(1);

    /// A comparison with the series that are nearest to fulfil it.
    ///
    /// @param left series that are not told
    record Side(Comparison comparison, List<Value> values, int left) {}

    /// @param bound null when there is none for these labels
    record Value(Labels labels, double value, @Nullable Double bound, boolean holds) {}

    static Why read(BackTest backTest, History history, AlertHistory past, RuleGroupStatus group, RuleStatus status, AlertingRule rule, Instant at) {
        Instant slot = new Slots(group.group().file(), group.group().name(), group.interval()).at(at);
        Instant asked = slot.minus(group.queryOffset());
        List<Side> sides = Comparison.of(rule.expr()).stream().map(comparison -> side(history, comparison, asked)).toList();
        int returned = SlotAnswers.vector(history.instant(rule.expr(), asked).result()).size();
        Duration before = rule.holdDuration().multipliedBy(2).plus(BEFORE);
        var request = new BackTestRequest(rule, group.group(), group.interval(), group.queryOffset(), new TimeRange(slot.minus(before), slot));
        BackTestResult replayed = backTest.run(request, _ -> { });
        List<AlertEpisode> recorded = past.episodes(new AlertHistory.Scope(slot, slot.plusMillis(1), status.id(), null, MOST_RECORDED));
        return new Why(slot, asked, sides, returned, replayed, recorded);
    }

    private static Side side(History history, Comparison comparison, Instant at) {
        Map<Labels, Double> bounds = new HashMap<>();
        Double threshold = comparison.threshold();
        if (threshold == null) {
            SlotAnswers.vector(history.instant(comparison.bound(), at).result()).forEach(sample -> bounds.put(sample.labels().withoutMetric(), sample.value()));
        }
        List<Value> values = new ArrayList<>();
        for (Sample sample : SlotAnswers.vector(history.instant(comparison.value(), at).result())) {
            Labels labels = sample.labels().withoutMetric();
            Double bound = threshold != null ? threshold : bounds.size() == 1 ? bounds.values().iterator().next() : bounds.get(labels);
            values.add(new Value(labels, sample.value(), bound, bound != null && comparison.holds(sample.value(), bound)));
        }
        Comparator<Value> rising = Comparator.comparingDouble(Value::value);
        values.sort(comparison.falling() ? rising : rising.reversed());
        return new Side(comparison, values.stream().limit(MOST).toList(), Math.max(0, values.size() - MOST));
    }

    /// Nothing to decide by.
    boolean blind() {
        return !sides.isEmpty() && sides.getFirst().values().isEmpty();
    }
}
