package io.keepwatch.prometheus;

import io.keepwatch.alerting.RefusedRules;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Prometheus' HTTP API for rules and alerts.
@RestController
@RequestMapping("/api/v1")
@ConditionalOnRole(ProcessRole.CONTROL)
class RulesController extends PrometheusAnswers {

    private static final Set<String> STATES = Set.of("", "pending", "firing");

    private final RuleGroups rules;

    RulesController(RuleGroups rules) {
        this.rules = rules;
    }

    /// What is not in use as it stands is told as warnings.
    @GetMapping("/rules")
    void rules(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var page = RulesQuery.of(new Parameters(request)).page(rules.groups());
        List<String> warnings = rules.refused().stream().map(RulesController::warning).toList();
        write(response, answer -> answer.success(json -> new RulesWriter(json).page(page), warnings, List.of()));
    }

    private static String warning(RefusedRules refused) {
        return "Cannot use " + refused.problem() + (refused.inUse() ? " (what stood there before is still in use)" : "");
    }

    /// All that are pending or fire, or those of one state.
    @GetMapping("/alerts")
    void alerts(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String state = new Parameters(request).text("state");
        if (!STATES.contains(state)) {
            throw new InvalidParameterException("state", "not supported value \"" + state + "\"; use pending or firing");
        }
        succeed(response, json -> {
            json.writeStartObject();
            json.writeName("alerts");
            json.writeStartArray();
            rules.alerts().stream().filter(alert -> state.isEmpty() || alert.alert().state().text().equals(state))
                    .forEach(alert -> new RulesWriter(json).alert(alert.alert()));
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
