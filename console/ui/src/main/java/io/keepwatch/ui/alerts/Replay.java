package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.backtest.BackTest;
import io.keepwatch.alerting.backtest.BackTestFailedException;
import io.keepwatch.alerting.backtest.BackTestRequest;
import io.keepwatch.alerting.backtest.BackTestResult;
import io.keepwatch.alerting.backtest.BackTestTooLongException;
import io.keepwatch.alerting.backtest.History;
import io.keepwatch.alerting.backtest.Progress;
import io.keepwatch.alerting.backtest.WorstValues;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.promql.Comparison;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came out of replaying the rule in use and its draft.
///
/// @param now     null when there is no rule in use
/// @param draft   null when it is the rule in use
/// @param values  null when they cannot be drawn
/// @param problem why there is nothing; empty when there is
/// @param fits    a length that can be replayed, when this one was too long
record Replay(TimeRange range, @Nullable BackTestResult now, @Nullable BackTestResult draft, @Nullable WorstValues values, String problem,
              @Nullable Duration fits) {

    private static final int POINTS = 400;
    private static final int MOST_SERIES = 5;

    /// Where the rules stand, and how often they are evaluated.
    record Setting(RuleGroup group, Duration interval, Duration queryOffset) {}

    static Replay run(BackTest backTest, History history, Setting setting, @Nullable AlertingRule now, Draft draft, TimeRange range, Progress progress) {
        boolean two = now != null && draft.changed();
        try {
            BackTestResult first = now == null ? null
                    : backTest.run(request(setting, now, range), share -> progress.at(two ? share / 2 : share));
            BackTestResult second = now == null || two
                    ? backTest.run(request(setting, draft.rule(), range), share -> progress.at(two ? 0.5 + share / 2 : share)) : null;
            return new Replay(range, first, second, values(history, setting, draft, range), "", null);
        } catch (BackTestTooLongException tooLong) {
            return new Replay(range, null, null, null, String.valueOf(tooLong.getMessage()), tooLong.fits());
        } catch (BackTestFailedException | PromQlException failed) {
            return new Replay(range, null, null, null, String.valueOf(failed.getMessage()), null);
        }
    }

    private static BackTestRequest request(Setting setting, AlertingRule rule, TimeRange range) {
        return new BackTestRequest(rule, setting.group(), setting.interval(), setting.queryOffset(), range);
    }

    private static @Nullable WorstValues values(History history, Setting setting, Draft draft, TimeRange range) {
        Comparison comparison = draft.comparison();
        try {
            return WorstValues.read(history, comparison == null ? draft.expr() : comparison.value(), range, setting.interval(), POINTS,
                    comparison != null && comparison.falling(), MOST_SERIES);
        } catch (PromQlException _) {
            return null; // the verdict does not need them
        }
    }

    /// Of the draft when there is one.
    @Nullable BackTestResult shown() {
        return draft == null ? now : draft;
    }
}
