package io.keepwatch.alerting.evaluation;

import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.template.AlertTemplate;
import io.keepwatch.alerting.template.Expanded;
import io.keepwatch.alerting.template.TemplateData;
import io.keepwatch.telemetry.series.Labels;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fills the labels and annotations of a rule's alerts.
final class AlertTexts {

    static final String ALERT_NAME = "alertname";

    private final AlertingRule rule;
    private final SlotRun run;
    private final Map<String, AlertTemplate> labels;
    private final Map<String, AlertTemplate> annotations;

    AlertTexts(AlertingRule rule, SlotRun run) {
        this.rule = rule;
        this.run = run;
        this.labels = parsed(rule.labels());
        this.annotations = parsed(rule.annotations());
    }

    private Map<String, AlertTemplate> parsed(Map<String, String> texts) {
        Map<String, AlertTemplate> templates = new TreeMap<>();
        texts.forEach((name, text) -> templates.put(name, AlertTemplate.parse(rule.name(), text)));
        return templates;
    }

    /// A new alert for what the expression returned.
    Alert alert(Labels sample, double value) {
        var data = new TemplateData(sample, value, run.settings().externalLabels(), run.settings().externalUrl(), run.slot());
        SortedMap<String, String> own = sample.without(Labels.NAME).toMap();
        labels.forEach((name, template) -> own.put(name, expanded(template, data)));
        own.put(ALERT_NAME, rule.name());
        SortedMap<String, String> filled = new TreeMap<>();
        annotations.forEach((name, template) -> filled.put(name, expanded(template, data)));
        return Alert.pending(Labels.of(own), sample.withoutMetric(), Collections.unmodifiableSortedMap(filled), value, run.slot());
    }

    private String expanded(AlertTemplate template, TemplateData data) {
        Expanded expanded = template.expand(data, run.queries()::vector);
        if (expanded.problem() != null) {
            run.expansionFailed(rule.name(), expanded.problem());
        }
        return expanded.text();
    }
}
