package io.keepwatch.prometheus;

import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.RuleState.Health;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RecordingRule;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes rules and alerts as Prometheus 3 does. What Prometheus does not know is only there when there is something to say.
final class RulesWriter {

    /// Go's zero time: never.
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final JsonGenerator json;

    RulesWriter(JsonGenerator json) {
        this.json = json;
    }

    void page(RulesQuery.Page page) {
        json.writeStartObject();
        json.writeName("groups");
        json.writeStartArray();
        page.groups().forEach(this::group);
        json.writeEndArray();
        if (!page.nextToken().isEmpty()) {
            json.writeStringProperty("groupNextToken", page.nextToken());
        }
        json.writeEndObject();
    }

    private void group(RulesQuery.Group group) {
        json.writeStartObject();
        json.writeStringProperty("name", AnswerWriter.wellFormed(group.status().group().name()));
        json.writeStringProperty("file", AnswerWriter.wellFormed(group.status().group().file()));
        json.writeName("rules");
        json.writeStartArray();
        group.rules().forEach(rule -> rule(rule, group.withAlerts()));
        json.writeEndArray();
        seconds("interval", group.status().interval());
        json.writeNumberProperty("limit", group.status().group().limit());
        seconds("evaluationTime", group.status().took());
        time("lastEvaluation", group.status().lastEvaluation());
        json.writeEndObject();
    }

    private void rule(RuleStatus status, boolean withAlerts) {
        json.writeStartObject();
        switch (status.rule()) {
            case AlertingRule rule -> alerting(status, rule, withAlerts);
            case RecordingRule rule -> {
                json.writeStringProperty("name", AnswerWriter.wellFormed(rule.name()));
                json.writeStringProperty("query", AnswerWriter.wellFormed(PromQlEngine.format(rule.expr())));
                if (!rule.labels().isEmpty()) {
                    labels("labels", rule.labels());
                }
            }
        }
        json.writeStringProperty("health", status.health() == Health.NOT_APPLICABLE ? Health.UNKNOWN.text() : status.health().text());
        if (status.error() != null) {
            json.writeStringProperty("lastError", AnswerWriter.wellFormed(status.error()));
        }
        seconds("evaluationTime", status.took());
        time("lastEvaluation", status.lastEvaluation());
        json.writeStringProperty("type", status.rule() instanceof AlertingRule ? "alerting" : "recording");
        extras(status);
        json.writeEndObject();
    }

    private void alerting(RuleStatus status, AlertingRule rule, boolean withAlerts) {
        json.writeStringProperty("state", status.state());
        json.writeStringProperty("name", AnswerWriter.wellFormed(rule.name()));
        json.writeStringProperty("query", AnswerWriter.wellFormed(PromQlEngine.format(rule.expr())));
        seconds("duration", rule.holdDuration());
        seconds("keepFiringFor", rule.keepFiringFor());
        labels("labels", rule.labels());
        labels("annotations", rule.annotations());
        json.writeName("alerts");
        if (!withAlerts) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        status.alerts().forEach(alert -> alert(alert.alert()));
        json.writeEndArray();
    }

    private void extras(RuleStatus status) {
        if (status.health() == Health.NOT_APPLICABLE && status.rule() instanceof AlertingRule rule) {
            json.writeStringProperty("notApplicable", AnswerWriter.wellFormed(rule.extras().needs()));
        }
        if (status.blind()) {
            json.writeBooleanProperty("blind", true);
        }
    }

    void alert(Alert alert) {
        json.writeStartObject();
        labels("labels", alert.labels().toMap());
        labels("annotations", alert.annotations());
        json.writeStringProperty("state", alert.state().text());
        time("activeAt", alert.activeAt());
        if (alert.keepFiringSince() != null) {
            time("keepFiringSince", alert.keepFiringSince());
        }
        json.writeStringProperty("value", PromQlText.exponential(alert.value()));
        if (alert.noDataSince() != null) {
            time("noDataSince", alert.noDataSince());
        }
        json.writeEndObject();
    }

    private void labels(String name, Map<String, String> labels) {
        json.writeName(name);
        json.writeStartObject();
        labels.forEach((label, value) -> json.writeStringProperty(AnswerWriter.wellFormed(label), AnswerWriter.wellFormed(value)));
        json.writeEndObject();
    }

    private void seconds(String name, Duration duration) {
        json.writeName(name);
        json.writeRawValue(PromQlText.json(duration.toNanos() / 1e9));
    }

    /// As short as it goes: no zeros at the end of a fraction.
    private void time(String name, @Nullable Instant at) {
        String text = Objects.toString(at, NEVER);
        json.writeStringProperty(name, text.contains(".") ? text.replaceFirst("0+Z$", "Z") : text);
    }
}
