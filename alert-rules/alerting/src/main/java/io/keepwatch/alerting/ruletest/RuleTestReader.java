package io.keepwatch.alerting.ruletest;

import io.keepwatch.alerting.ruletest.RuleTestFile.AlertTest;
import io.keepwatch.alerting.ruletest.RuleTestFile.ExpectedAlert;
import io.keepwatch.alerting.ruletest.RuleTestFile.ExpectedSample;
import io.keepwatch.alerting.ruletest.RuleTestFile.ExprTest;
import io.keepwatch.alerting.ruletest.RuleTestFile.InputSeries;
import io.keepwatch.alerting.ruletest.RuleTestFile.UnitTest;
import io.keepwatch.alerting.yaml.YamlObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads promtool's unit-test files.
final class RuleTestReader {

    private RuleTestReader() {}

    /// @throws io.keepwatch.alerting.yaml.YamlProblem when it cannot be used
    static RuleTestFile read(String path, String text) {
        List<YamlObject> documents = YamlObject.documents(text);
        if (documents.isEmpty()) {
            return new RuleTestFile(path, List.of(), Duration.ofMinutes(1), List.of(), false, List.of());
        }
        YamlObject yaml = documents.getFirst();
        Duration interval = positive(yaml.duration("evaluation_interval"), Duration.ofMinutes(1));
        List<String> order = yaml.texts("group_eval_order");
        var seen = new HashSet<String>();
        for (String group : order) {
            if (!seen.add(group)) {
                throw yaml.refused("group_eval_order", "group name repeated in evaluation order: " + group);
            }
        }
        List<UnitTest> tests = new ArrayList<>();
        for (YamlObject test : yaml.objects("tests")) {
            tests.add(test(test, "unnamed#" + tests.size(), interval));
        }
        var file = new RuleTestFile(path, yaml.texts("rule_files"), interval, order, yaml.flag("fuzzy_compare"), tests);
        yaml.done();
        return file;
    }

    private static UnitTest test(YamlObject yaml, String unnamed, Duration interval) {
        String name = yaml.text("name");
        var test = new UnitTest(name.isEmpty() ? unnamed : name, yaml.line(), positive(yaml.duration("interval"), interval),
                yaml.objects("input_series").stream().map(RuleTestReader::series).toList(),
                yaml.objects("alert_rule_test").stream().map(RuleTestReader::alertTest).toList(),
                yaml.objects("promql_expr_test").stream().map(RuleTestReader::exprTest).toList(),
                yaml.textMap("external_labels"), yaml.text("external_url"), start(yaml));
        yaml.done();
        return test;
    }

    private static InputSeries series(YamlObject yaml) {
        var series = new InputSeries(yaml.line(), yaml.text("series"), yaml.text("values"));
        yaml.done();
        return series;
    }

    private static AlertTest alertTest(YamlObject yaml) {
        var test = new AlertTest(yaml.line(), evalTime(yaml), yaml.text("alertname"),
                yaml.objects("exp_alerts").stream().map(RuleTestReader::expectedAlert).toList());
        yaml.done();
        if (test.alertname().isEmpty()) {
            throw yaml.refused("alertname", "an item under alert_rule_test misses required attribute alertname");
        }
        return test;
    }

    private static ExpectedAlert expectedAlert(YamlObject yaml) {
        var alert = new ExpectedAlert(yaml.textMap("exp_labels"), yaml.textMap("exp_annotations"));
        yaml.done();
        return alert;
    }

    private static ExprTest exprTest(YamlObject yaml) {
        var test = new ExprTest(yaml.line(), yaml.text("expr"), evalTime(yaml),
                yaml.objects("exp_samples").stream().map(RuleTestReader::expectedSample).toList());
        yaml.done();
        return test;
    }

    private static ExpectedSample expectedSample(YamlObject yaml) {
        String histogram = yaml.text("histogram");
        var sample = new ExpectedSample(yaml.line(), yaml.text("labels"), yaml.number("value"), histogram.isEmpty() ? null : histogram);
        yaml.done();
        return sample;
    }

    private static Duration evalTime(YamlObject yaml) {
        return Objects.requireNonNullElse(yaml.duration("eval_time"), Duration.ZERO);
    }

    private static Duration positive(@Nullable Duration duration, Duration otherwise) {
        return duration == null || duration.isZero() ? otherwise : duration;
    }

    /// A date with its time and zone, or seconds since 1970.
    private static Instant start(YamlObject yaml) {
        String text = yaml.text("start_timestamp");
        if (text.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            return text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")
                    ? Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue()) : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            throw yaml.refused("start_timestamp", "start_timestamp is no time: " + text + "; use e.g. 2026-01-31T12:00:00Z or 1769860800");
        }
    }
}
