package io.keepwatch.alerting.evaluation;

import io.keepwatch.alerting.evaluation.RuleState.Health;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One alerting rule at one slot.
final class AlertingRun {

    private static final String ALERTS = "ALERTS";
    private static final String FOR_STATE = "ALERTS_FOR_STATE";
    private static final String STATE = "alertstate";

    private final AlertingRule rule;
    private final RuleState before;
    private final SlotRun run;
    private final DataWatch data;
    private @Nullable Map<Labels, Double> held;

    AlertingRun(AlertingRule rule, RuleState before, SlotRun run) {
        this.rule = rule;
        this.before = before;
        this.run = run;
        this.data = new DataWatch(rule, run);
    }

    /// What the rule makes of the slot; nothing of it has been written yet.
    ///
    /// @param alerts those that are kept, with the times of their notices
    record Outcome(List<Alert> alerts, Map<Labels, Double> samples, DataMemory memory, Health health, List<AlertNotice> notices) {}

    Outcome evaluate() {
        List<Sample> result = run.queries().vector(rule.expr(), run.at());
        if (!applies()) {
            return notApplicable();
        }
        Map<Labels, Alert> returned = returned(result);
        Set<Labels> sources = returned.values().stream().map(Alert::source).collect(Collectors.toSet());
        var states = new AlertStates(rule, run.slot(), alert -> !sources.contains(alert.source()) && data.vanished(alert), this::held);
        List<Alert> alerts = states.after(withMissing(sources), returned);
        run.checkLimit((int) alerts.stream().filter(Alert::active).count(), "alerts");
        return outcome(alerts, data.remember(before.memory(), sources), Health.GOOD);
    }

    /// What the rule is about is not there, or only its telemetry stopped: then an alert that fires is one without data.
    private Outcome notApplicable() {
        List<Alert> alerts = new AlertStates(rule, run.slot(), data::vanished, _ -> null).after(before.alerts(), Map.of());
        return outcome(alerts, before.memory(), alerts.stream().anyMatch(Alert::active) ? Health.GOOD : Health.NOT_APPLICABLE);
    }

    private boolean applies() {
        String condition = run.extrasOf(rule).appliesIf();
        return condition == null || !run.queries().vector(condition, run.at()).isEmpty();
    }

    private Map<Labels, Alert> returned(List<Sample> result) {
        int most = run.settings().mostAlerts();
        if (most > 0 && result.size() > most) {
            throw RuleFailedException.because("the expression returns %,d series, and a rule may have %,d alerts: aggregate, e.g. by (service); its alerts stay as they were"
                    .formatted(result.size(), most));
        }
        if (result.isEmpty()) {
            return Map.of(); // most rules at most times: their texts need not even be parsed
        }
        Map<Labels, Alert> returned = new TreeMap<>();
        var texts = new AlertTexts(rule, run);
        for (Sample sample : result) {
            Alert alert = texts.alert(sample.labels(), sample.value());
            if (returned.putIfAbsent(alert.labels(), alert) != null) {
                throw RuleFailedException.because("vector contains metrics with the same labelset after applying alert labels");
            }
        }
        return returned;
    }

    /// The alerts so far, and those that there are now because data is missing.
    private List<Alert> withMissing(Set<Labels> returned) {
        Set<Labels> missing = data.missing(before.memory(), returned);
        if (missing.isEmpty()) {
            return before.alerts();
        }
        Set<Labels> active = before.activeAlerts().stream().map(Alert::source).collect(Collectors.toSet());
        var texts = new AlertTexts(rule, run);
        List<Alert> alerts = new ArrayList<>(before.alerts());
        for (Labels source : missing) {
            if (!active.contains(source)) {
                alerts.add(texts.alert(source, Double.NaN).withoutData(run.slot()));
            }
        }
        return alerts;
    }

    private @Nullable Double held(Alert alert) {
        String expression = run.extrasOf(rule).resolveExpr();
        if (expression == null) {
            return null;
        }
        Map<Labels, Double> values = held;
        if (values == null) {
            values = new HashMap<>();
            for (Sample sample : run.queries().vector(expression, run.at())) {
                values.put(sample.labels().withoutMetric(), sample.value());
            }
            held = values;
        }
        return values.get(alert.source());
    }

    private Outcome outcome(List<Alert> alerts, DataMemory memory, Health health) {
        Map<Labels, Double> samples = new TreeMap<>();
        List<Alert> kept = new ArrayList<>(alerts.size());
        List<AlertNotice> notices = new ArrayList<>();
        Duration resendDelay = run.settings().resendDelay();
        Instant validUntil = run.slot().plus((run.interval().compareTo(resendDelay) > 0 ? run.interval() : resendDelay).multipliedBy(4));
        for (Alert alert : alerts) {
            if (alert.active()) {
                samples.put(labels(alert, ALERTS).with(STATE, alert.state().text()), 1.0);
                samples.put(labels(alert, FOR_STATE), (double) alert.activeAt().getEpochSecond());
            }
            boolean send = alert.needsSending(run.slot(), resendDelay);
            Alert next = send ? alert.sent(run.slot()) : alert;
            kept.add(next);
            if (send) {
                notices.add(new AlertNotice(rule.name(), next, validUntil));
            }
        }
        return new Outcome(kept, samples, memory, health, notices);
    }

    /// Those of the rule stay where the alert has none of that name, be they templates: so does Prometheus.
    private Labels labels(Alert alert, String metric) {
        Map<String, String> labels = new TreeMap<>(rule.labels());
        labels.putAll(alert.labels().toMap());
        labels.put(Labels.NAME, metric);
        labels.put(AlertTexts.ALERT_NAME, rule.name());
        return Labels.of(labels);
    }
}
