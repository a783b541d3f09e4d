package io.keepwatch.alerting.running;

import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.AlertNotice;
import io.keepwatch.alerting.evaluation.Evaluation;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.restore.RestoreAdvisor;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adds the restore point to the annotations of what fires, once a group is evaluated.
final class RestoreAnnotations {

    private static final Logger log = LoggerFactory.getLogger(RestoreAnnotations.class);
    /// Of each rule: a rule with thousands of alerts must not ask thousands of questions.
    private static final int MOST = 50;

    private final RestoreAdvisor advisor;
    private final Supplier<URI> console;

    /// @param console where people reach it
    RestoreAnnotations(RestoreAdvisor advisor, Supplier<URI> console) {
        this.advisor = advisor;
        this.console = console;
    }

    Evaluation addTo(Evaluation evaluation, Instant slot) {
        Map<Labels, SortedMap<String, String>> advised = new HashMap<>();
        Map<RuleKey, RuleState> rules = new HashMap<>();
        evaluation.state().rules().forEach((key, rule) -> rules.put(key, advised(rule, slot, advised)));
        if (advised.isEmpty()) {
            return evaluation;
        }
        List<AlertNotice> notices = evaluation.notices().stream().map(notice -> new AlertNotice(notice.rule(),
                with(notice.alert(), advised.getOrDefault(notice.alert().labels(), notice.alert().annotations())), notice.validUntil())).toList();
        return new Evaluation(new GroupState(evaluation.state().lastSlot(), rules), notices, evaluation.samples(), evaluation.expansionProblems());
    }

    private RuleState advised(RuleState rule, Instant slot, Map<Labels, SortedMap<String, String>> advised) {
        int asked = 0;
        List<Alert> alerts = new ArrayList<>(rule.alerts().size());
        for (Alert alert : rule.alerts()) {
            boolean ask = alert.state() == Alert.State.FIRING && asked++ < MOST;
            SortedMap<String, String> annotations = ask ? annotated(alert, slot) : alert.annotations();
            if (annotations.equals(alert.annotations())) {
                alerts.add(alert);
            } else {
                advised.put(alert.labels(), annotations);
                alerts.add(with(alert, annotations));
            }
        }
        return new RuleState(alerts, rule.series(), rule.memory(), rule.health(), rule.error(), rule.lastEvaluation(), rule.took());
    }

    private SortedMap<String, String> annotated(Alert alert, Instant slot) {
        try {
            return advisor.annotated(alert.annotations(), alert.labels(), alert.activeAt(), slot, console.get());
        } catch (RuntimeException e) {
            log.warn("Cannot look up the restore point for {}; it fires without one: {}", alert.labels(), e.toString());
            return alert.annotations();
        }
    }

    private static Alert with(Alert alert, SortedMap<String, String> annotations) {
        return new Alert(alert.labels(), alert.source(), annotations, alert.state(), alert.value(), alert.activeAt(), alert.firedAt(),
                alert.resolvedAt(), alert.keepFiringSince(), alert.lastSentAt(), alert.seenAt(), alert.noDataSince());
    }
}
