package io.keepwatch.alerting.rulefile;

import io.keepwatch.alerting.template.AlertTemplate;
import io.keepwatch.alerting.template.TemplateException;
import io.keepwatch.alerting.yaml.YamlObject;
import io.keepwatch.alerting.yaml.YamlProblem;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the rules of one group and collects all that is wrong with them, in the words of Prometheus.
final class RuleReader {

    private final SortedMap<String, String> groupLabels;
    private final RuleExtrasFile extras;
    private final List<Rule> rules = new ArrayList<>();
    private final List<YamlProblem> problems = new ArrayList<>();
    /// Which rule is being read, for what is said about it.
    private String subject = "";

    RuleReader(SortedMap<String, String> groupLabels, RuleExtrasFile extras) {
        this.groupLabels = groupLabels;
        this.extras = extras;
    }

    List<Rule> rules() {
        return rules;
    }

    List<YamlProblem> problems() {
        return problems;
    }

    /// @param number from 1, within the group
    void read(YamlObject yaml, int number) {
        subject = "rule " + number + ": ";
        try {
            String record = yaml.text("record");
            String alert = yaml.text("alert");
            String name = alert.isEmpty() ? record : alert;
            subject = "rule " + number + ", " + LabelText.quote(name) + ": ";
            if (record.isEmpty() == alert.isEmpty()) {
                refuse(yaml.line(alert.isEmpty() ? "expr" : "alert"), record.isEmpty() ? "one of 'record' or 'alert' must be set"
                        : "only one of 'record' and 'alert' must be set");
            }
            rules.add(rule(yaml, record, alert));
            yaml.done();
        } catch (YamlProblem e) {
            refuse(e.line(), e.reason());
        }
    }

    private Rule rule(YamlObject yaml, String record, String alert) {
        String expr = yaml.text("expr");
        Duration holdDuration = length(yaml, "for");
        Duration keepFiringFor = length(yaml, "keep_firing_for");
        SortedMap<String, String> labels = merged(yaml.textMap("labels"));
        SortedMap<String, String> annotations = yaml.textMap("annotations");
        checkExpression(yaml, expr);
        checkLabels(yaml, "labels", alert);
        checkAnnotations(yaml, alert);
        if (!record.isEmpty()) {
            checkRecord(yaml, record);
        }
        return alert.isEmpty() ? new RecordingRule(record, expr, labels, yaml.line())
                : new AlertingRule(alert, expr, holdDuration, keepFiringFor, labels, annotations, extras.of(alert), yaml.line());
    }

    private SortedMap<String, String> merged(SortedMap<String, String> own) {
        var merged = new TreeMap<>(groupLabels);
        merged.putAll(own);
        return Collections.unmodifiableSortedMap(merged);
    }

    private void checkExpression(YamlObject yaml, String expr) {
        if (expr.isEmpty()) {
            refuse(yaml.line("expr"), "field 'expr' must be set in rule");
            return;
        }
        try {
            PromQlEngine.check(expr, false);
        } catch (PromQlException e) {
            refuse(yaml.line("expr"), "could not parse expression: " + e.getMessage());
        }
    }

    private static Duration length(YamlObject yaml, String key) {
        return Objects.requireNonNullElse(yaml.duration(key), Duration.ZERO);
    }

    private void checkRecord(YamlObject yaml, String record) {
        if (!yaml.textMap("annotations").isEmpty()) {
            refuse(yaml.line("annotations"), "invalid field 'annotations' in recording rule");
        }
        for (String ofAlerts : List.of("for", "keep_firing_for")) {
            if (!length(yaml, ofAlerts).isZero()) {
                refuse(yaml.line(ofAlerts), "invalid field '" + ofAlerts + "' in recording rule");
            }
        }
        if (record.contains("{") || record.contains("}")) {
            refuse(yaml.line("record"), "braces present in the recording rule name; should it be in expr?: " + record);
        }
    }

    /// @param alert whose templates the values are; empty when they are none
    void checkLabels(YamlObject parent, String key, String alert) {
        YamlObject labels = parent.object(key);
        if (labels == null) {
            return;
        }
        parent.textMap(key).forEach((name, value) -> {
            if (name.isEmpty() || name.equals(Labels.NAME)) {
                refuse(labels.line(name), "invalid label name: " + name);
            }
            checkTemplate(labels.line(name), alert, "label " + LabelText.quote(name), value);
        });
    }

    private void checkAnnotations(YamlObject yaml, String alert) {
        YamlObject annotations = yaml.object("annotations");
        if (annotations == null) {
            return;
        }
        yaml.textMap("annotations").forEach((name, value) -> {
            if (name.isEmpty()) {
                refuse(annotations.line(name), "invalid annotation name: " + name);
            }
            checkTemplate(annotations.line(name), alert, "annotation " + LabelText.quote(name), value);
        });
    }

    private void checkTemplate(int line, String alert, String what, String text) {
        if (alert.isEmpty()) {
            return;
        }
        try {
            AlertTemplate.parse(alert, text);
        } catch (TemplateException e) {
            refuse(line, what + ": " + e.getMessage());
        }
    }

    private void refuse(int line, String reason) {
        problems.add(new YamlProblem(line, subject + reason));
    }
}
