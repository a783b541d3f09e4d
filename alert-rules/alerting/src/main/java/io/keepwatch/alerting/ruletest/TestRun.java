package io.keepwatch.alerting.ruletest;

import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.EvaluationSettings;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleEvaluator;
import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.Rule;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.alerting.ruletest.RuleTestFile.AlertTest;
import io.keepwatch.alerting.ruletest.RuleTestFile.ExprTest;
import io.keepwatch.alerting.ruletest.RuleTestFile.UnitTest;
import io.keepwatch.alerting.ruletest.RuleTestReport.Failure;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.syntax.PromQlDuration;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One unit test: evaluates the groups again and again over its samples, and compares.
final class TestRun {

    private final UnitTest test;
    private final Duration step;
    private final List<RuleGroup> groups;
    private final TestSamples memory = new TestSamples();
    private final Comparison comparison;
    private final QueryOptions options;
    private final Map<String, GroupState> states = new HashMap<>();
    private final List<Failure> failures = new ArrayList<>();

    TestRun(RuleTestFile file, UnitTest test, List<RuleGroup> groups) {
        this.test = test;
        this.step = file.evaluationInterval();
        this.groups = groups;
        this.comparison = new Comparison(file.fuzzyCompare());
        var defaults = QueryOptions.DEFAULT;
        this.options = new QueryOptions(defaults.lookback(), step, defaults.delayedNameRemoval(), defaults.experimental(), defaults.limits(),
                defaults.cancelled(), defaults.room());
    }

    List<Failure> failures() {
        InputSamples input;
        URI externalUrl;
        try {
            input = InputSamples.of(test, memory.histograms());
            externalUrl = URI.create(test.externalUrl());
        } catch (PromQlException | IllegalArgumentException e) {
            fail(test.line(), e.getMessage());
            return failures;
        }
        if (evaluate(input, externalUrl)) {
            test.exprTests().forEach(this::compare);
        }
        return failures;
    }

    /// @return false when a rule failed, which ends the test
    private boolean evaluate(InputSamples input, URI externalUrl) {
        var settings = new EvaluationSettings(step, Duration.ZERO, Duration.ofMinutes(1), Labels.of(test.externalLabels()), externalUrl, false, options);
        var evaluator = new RuleEvaluator(memory, settings, Clock.systemUTC());
        List<AlertTest> waiting = new ArrayList<>(test.alertTests());
        waiting.sort(Comparator.comparing(AlertTest::evalTime));
        Duration end = test.length();
        for (Duration at = Duration.ZERO; at.compareTo(end) <= 0; at = at.plus(step)) {
            Instant slot = test.start().plus(at);
            input.loadUntil(slot.toEpochMilli(), memory, refusal -> fail(test.line(), refusal));
            for (RuleGroup group : groups) {
                states.merge(group.key(), GroupState.NEW, (state, _) -> state);
                states.compute(group.key(), (_, state) -> evaluator.evaluate(group, state, slot, memory::append).state());
            }
            if (rulesFailed(at)) {
                return false;
            }
            Duration next = at.plus(step);
            while (!waiting.isEmpty() && waiting.getFirst().evalTime().compareTo(next) < 0) {
                compare(waiting.removeFirst());
            }
        }
        return true;
    }

    private boolean rulesFailed(Duration at) {
        int before = failures.size();
        for (RuleGroup group : groups) {
            List<RuleKey> keys = RuleKey.of(group.rules());
            for (int i = 0; i < keys.size(); i++) {
                String error = states.get(group.key()).of(keys.get(i)).error();
                if (error != null) {
                    Rule rule = group.rules().get(i);
                    fail(test.line(), "rule " + rule.name() + " (" + group.file() + ":" + rule.line() + ") failed at " + text(at) + ": " + error);
                }
            }
        }
        return failures.size() > before;
    }

    private void compare(AlertTest expected) {
        List<Alert> named = new ArrayList<>();
        for (RuleGroup group : groups) {
            List<RuleKey> keys = RuleKey.of(group.rules());
            for (int i = 0; i < keys.size(); i++) {
                if (group.rules().get(i) instanceof AlertingRule rule && rule.name().equals(expected.alertname())) {
                    RuleState state = states.get(group.key()).of(keys.get(i));
                    named.addAll(state.activeAlerts());
                }
            }
        }
        comparison.alerts(expected, named).ifPresent(difference ->
                fail(expected.line(), "alertname: " + expected.alertname() + ", time: " + text(expected.evalTime()) + difference));
    }

    private void compare(ExprTest expected) {
        String what = "expr: " + expected.expr() + ", time: " + text(expected.evalTime());
        try {
            comparison.query(expected, memory, test.start().plus(expected.evalTime()), options)
                    .ifPresent(difference -> fail(expected.line(), what + difference));
        } catch (PromQlException | IllegalArgumentException e) {
            fail(expected.line(), what + ": " + e.getMessage());
        }
    }

    private void fail(int line, String text) {
        failures.add(new Failure(line, test.name(), text));
    }

    private static String text(Duration duration) {
        return PromQlDuration.format(duration.toMillis());
    }
}
