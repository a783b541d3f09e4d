package io.keepwatch.alerting.evaluation;

import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleExtras;
import io.keepwatch.alerting.rulefile.RuleExtras.NoData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One evaluation of a group, while it goes on.
///
/// @param slot              the nominal time
/// @param at                the time that expressions are asked for, and that samples get: the slot less the query offset
/// @param limit             of the alerts or series of one rule; 0 for none
/// @param expansionProblems where texts that could not be filled are reported
record SlotRun(Instant slot, Instant at, Duration interval, int limit, EvaluationSettings settings, SlotQueries queries, FreshSamples samples,
               List<String> expansionProblems) {

    private static final RuleExtras PROMETHEUS = new RuleExtras(null, "", null, NoData.RESOLVE, RuleExtras.NO_DATA_FOR);
    private static final int MOST_PROBLEMS = 100;

    /// The time that expressions were asked for at an earlier slot.
    Instant queried(Instant earlier) {
        return earlier.minus(Duration.between(at, slot));
    }

    RuleExtras extrasOf(AlertingRule rule) {
        return settings.beyondPrometheus() ? rule.extras() : PROMETHEUS;
    }

    void expansionFailed(String rule, String problem) {
        if (expansionProblems.size() < MOST_PROBLEMS) {
            expansionProblems.add(rule + ": " + problem);
        }
    }

    void checkLimit(int count, String what) {
        if (limit > 0 && count > limit) {
            throw RuleFailedException.overLimit(limit, count, what);
        }
    }
}
