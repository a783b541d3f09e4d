package io.keepwatch.alerting.backtest;

import io.keepwatch.alerting.evaluation.EvaluationSettings;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleEvaluator;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.evaluation.Slots;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.promql.Comparison;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// Replays a rule over stored history with the very state machine that evaluates it live, at the very slots, and writes nothing.
///
/// It ends with [CancellationException] when its thread is interrupted.
public final class BackTest {

    private final SeriesStore store;
    private final History history;
    private final Clock clock;
    private final BackTestLimits limits;

    /// @param store only for what cannot be asked in PromQL: whether a series was ended or has vanished
    public BackTest(SeriesStore store, History history, Clock clock, BackTestLimits limits) {
        this.store = store;
        this.history = history;
        this.clock = clock;
        this.limits = limits;
    }

    /// @throws BackTestTooLongException when it would cost more than it may
    /// @throws BackTestFailedException  when the store does not answer
    public BackTestResult run(BackTestRequest request, Progress progress) {
        requireSlots(request);
        return new Replay(request, progress).run();
    }

    private void requireSlots(BackTestRequest request) {
        long slots = request.range().length().dividedBy(request.interval());
        if (slots > limits.slots()) {
            throw new BackTestTooLongException("every " + request.interval().toSeconds() + " s that are " + slots + " evaluations, and a back-test makes "
                    + limits.slots() + " at most", request.interval().multipliedBy(limits.slots()));
        }
    }

    private final class Replay {

        private final BackTestRequest request;
        private final Progress progress;
        private final Instant begun = clock.instant();
        private final FiringLog log;
        private Instant slot = Instant.EPOCH;
        private long samplesRead;
        private long slots;
        private long failed;
        private @Nullable String error;
        private @Nullable Instant dataSince;

        Replay(BackTestRequest request, Progress progress) {
            this.request = request;
            this.progress = progress;
            this.log = new FiringLog(request.range().from(), worse(request.rule()));
        }

        BackTestResult run() {
            RuleGroup group = request.replayed();
            Instant end = request.range().to();
            var times = new Slots(group.file(), group.name(), request.interval());
            Instant last = times.at(end);
            var ahead = new ColumnsAhead(history, last.minus(request.queryOffset()), request.interval(), this::read);
            var evaluator = new RuleEvaluator(store, settings(), clock, ahead);
            GroupState state = GroupState.NEW;
            RuleState rule = RuleState.NEW;
            for (slot = times.at(request.begin()); !slot.isAfter(last); slot = times.after(slot)) {
                state = evaluator.evaluate(group, state, slot, _ -> null).state();
                rule = state.rules().values().iterator().next();
                evaluated(rule);
            }
            progress.at(1);
            return new BackTestResult(request.range(), log.firings(), log.nearMisses(), log.longestMiss(), slots, failed, error, dataSince,
                    rule.activeAlerts(), samplesRead, Duration.between(begun, clock.instant()));
        }

        private void evaluated(RuleState state) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the back-test was cancelled");
            }
            log.at(slot, state.alerts());
            if (dataSince == null && (state.memory().seenAt() != null || !state.alerts().isEmpty())) {
                dataSince = slot;
            }
            if (slot.isBefore(request.range().from())) {
                return;
            }
            slots++;
            if (state.error() != null) {
                failed++;
                error = state.error();
            }
        }

        /// Called once per query, which is once per some hours of history.
        private void read(long samples) {
            samplesRead += samples;
            Duration took = Duration.between(begun, clock.instant());
            double share = Math.clamp((double) Duration.between(request.range().from(), slot).toMillis() / request.range().length().toMillis(), 0, 1);
            boolean dear = samplesRead > limits.samples();
            if (dear || took.compareTo(limits.time()) > 0) {
                String why = dear ? "it would read more than " + limits.samples() + " samples" : "it would take longer than " + limits.time().toSeconds() + " s";
                throw new BackTestTooLongException(why, fitting(share));
            }
            progress.at(share);
        }

        /// What was replayed until the budget was used up, less a tenth, in whole intervals.
        private Duration fitting(double share) {
            long intervals = (long) (request.range().length().toMillis() * share * 0.9 / request.interval().toMillis());
            return request.interval().multipliedBy(Math.max(1, intervals));
        }

        private EvaluationSettings settings() {
            return new EvaluationSettings(request.interval(), request.queryOffset(), EvaluationSettings.PROMETHEUS.resendDelay(), Labels.EMPTY,
                    URI.create(""), true, QueryOptions.DEFAULT);
        }
    }

    private static DoubleBinaryOperator worse(AlertingRule rule) {
        boolean falling = Comparison.of(rule.expr()).stream().findFirst().filter(Comparison::falling).isPresent();
        return falling ? BackTest::least : BackTest::most;
    }

    private static double least(double one, double other) {
        return Double.isNaN(one) || other < one ? other : one;
    }

    private static double most(double one, double other) {
        return Double.isNaN(one) || other > one ? other : one;
    }
}
