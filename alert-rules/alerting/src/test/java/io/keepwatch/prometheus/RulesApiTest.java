package io.keepwatch.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keepwatch.alerting.ActiveAlert;
import io.keepwatch.alerting.RefusedRules;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.Alert.State;
import io.keepwatch.alerting.evaluation.RuleState.Health;
import io.keepwatch.alerting.rulefile.Rule;
import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.alerting.rulefile.RuleProblem;
import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// What Debian's Prometheus 2.42 answered for the same file, byte for byte but for its times; and the parameters of Prometheus 3.
class RulesApiTest {

    private static final String FILE = """
            groups:
              - name: mine
                interval: 3s
                limit: 7
                rules:
                  - {record: 'job:up:count', expr: 'count  by (job) (up)', labels: {a: b}}
                  - {record: 'job:up:plain', expr: sum(up)}
                  - alert: Always
                    expr: job:up:count>0
                    for: 1m30s
                    labels: {severity: info}
                    annotations: {summary: '{{ $labels.job }} is {{ $value }}', empty: ''}
                  - {alert: Now, expr: 0.25 * up > 0, keep_firing_for: 5m}
                  - {alert: Broken, expr: up > 5}
              - name: other
                rules: [{alert: Now, expr: up > 1, labels: {team: db}}]
            """;
    private static final Instant AT = Instant.parse("2026-11-21T21:25:50.120Z");

    private List<RefusedRules> refused = List.of();
    private final RulesController controller = new RulesController(new RuleGroups() {

        @Override
        public List<RuleGroupStatus> groups() {
            return RuleFileReader.read("rules.yml", FILE, RuleExtrasFile.NONE).groups().stream().map(RulesApiTest::status).toList();
        }

        @Override
        public List<RefusedRules> refused() {
            return refused;
        }

        @Override
        public long stamp() {
            return 0;
        }
    });

    private static RuleGroupStatus status(RuleGroup group) {
        boolean mine = group.name().equals("mine");
        return new RuleGroupStatus(group.name(), false, group, Duration.ofSeconds(mine ? 3 : 60), Duration.ZERO,
                group.rules().stream().map(rule -> mine ? evaluated(rule) : never(rule)).toList(), mine ? AT : null,
                Duration.ofNanos(mine ? 4_844_949 : 0), null, 0);
    }

    private static RuleStatus never(Rule rule) {
        return new RuleStatus(rule.name(), "g", rule, Health.UNKNOWN, null, null, Duration.ZERO, false, null, List.of());
    }

    private static RuleStatus evaluated(Rule rule) {
        boolean broken = rule.name().equals("Broken");
        List<ActiveAlert> alerts = switch (rule.name()) {
            case "Always" -> List.of(alert(State.PENDING, 1, Labels.of("a", "b", "alertname", "Always", "job", "prom", "severity", "info"), "prom is 1"));
            case "Now" -> List.of(alert(State.FIRING, 0.25, Labels.of("alertname", "Now", "job", "prom"), ""));
            default -> List.of();
        };
        return new RuleStatus(rule.name(), "g", rule, broken ? Health.BAD : Health.GOOD, broken ? "many-to-many \"matching\"" : null, AT,
                Duration.ofNanos(76_740), false, null, alerts);
    }

    private static ActiveAlert alert(State state, double value, Labels labels, String summary) {
        var annotations = new TreeMap<String, String>();
        if (!summary.isEmpty()) {
            annotations.put("summary", summary);
            annotations.put("empty", "");
        }
        return new ActiveAlert("id", "rule", new Alert(labels, labels, annotations, state, value, AT, null, null, null, null, AT, null));
    }

    private String rules(String... parameters) throws IOException {
        var response = new MockHttpServletResponse();
        controller.rules(request(parameters), response);
        return response.getContentAsString();
    }

    private static MockHttpServletRequest request(String... parameters) {
        var request = new MockHttpServletRequest();
        for (int i = 0; i < parameters.length; i += 2) {
            request.addParameter(parameters[i], parameters[i + 1]);
        }
        return request;
    }

    @Test
    void rules_have_the_form_of_prometheus() throws IOException {
        String evaluated = "\"evaluationTime\":0.00007674,\"lastEvaluation\":\"2026-11-21T21:25:50.12Z\",";
        assertThat(rules("rule_group[]", "mine")).isEqualTo("""
                {"status":"success","data":{"groups":[{"name":"mine","file":"rules.yml","rules":[\
                {"name":"job:up:count","query":"count by (job) (up)","labels":{"a":"b"},"health":"ok",TIMES"type":"recording"},\
                {"name":"job:up:plain","query":"sum(up)","health":"ok",TIMES"type":"recording"},\
                {"state":"pending","name":"Always","query":"job:up:count > 0","duration":90,"keepFiringFor":0,"labels":{"severity":"info"},\
                "annotations":{"empty":"","summary":"{{ $labels.job }} is {{ $value }}"},"alerts":[{"labels":{"a":"b","alertname":"Always",\
                "job":"prom","severity":"info"},"annotations":{"empty":"","summary":"prom is 1"},"state":"pending",\
                "activeAt":"2026-11-21T21:25:50.12Z","value":"1e+00"}],"health":"ok",TIMES"type":"alerting"},\
                {"state":"firing","name":"Now","query":"0.25 * up > 0","duration":0,"keepFiringFor":300,"labels":{},"annotations":{},\
                "alerts":[{"labels":{"alertname":"Now","job":"prom"},"annotations":{},"state":"firing",\
                "activeAt":"2026-11-21T21:25:50.12Z","value":"2.5e-01"}],"health":"ok",TIMES"type":"alerting"},\
                {"state":"inactive","name":"Broken","query":"up > 5","duration":0,"keepFiringFor":0,"labels":{},"annotations":{},"alerts":[],\
                "health":"err","lastError":"many-to-many \\"matching\\"",TIMES"type":"alerting"}],"interval":3,"limit":7,\
                "evaluationTime":0.004844949,"lastEvaluation":"2026-11-21T21:25:50.12Z"}]}}""".replace("TIMES", evaluated));
    }

    @Test
    void a_rule_that_was_never_evaluated_has_gos_zero_time() throws IOException {
        assertThat(rules("rule_group[]", "other"))
                .contains("\"health\":\"unknown\",\"evaluationTime\":0,\"lastEvaluation\":\"0001-01-01T00:00:00Z\"");
    }

    @Test
    void parameters_choose_rules_and_groups_without_any_are_left_out() throws IOException {
        assertThat(rules("type", "record")).contains("job:up:plain").doesNotContain("alerting", "other");
        assertThat(rules("type", "ALERT", "rule_name[]", "Now")).contains("mine", "other").doesNotContain("Always", "recording");
        assertThat(rules("match[]", "{team=\"db\"}")).contains("other").doesNotContain("mine");
        assertThat(rules("file[]", "elsewhere.yml")).isEqualTo("{\"status\":\"success\",\"data\":{\"groups\":[]}}");
        assertThat(rules("exclude_alerts", "true")).contains("\"alerts\":null").doesNotContain("activeAt");
    }

    @Test
    void groups_come_in_pages() throws IOException {
        String first = rules("group_limit", "1");
        String token = first.replaceFirst(".*\"groupNextToken\":\"([0-9a-f]{40})\".*", "$1");
        assertThat(first).contains("mine").doesNotContain("other");
        assertThat(rules("group_limit", "1", "group_next_token", token)).contains("other").doesNotContain("mine", "groupNextToken");
    }

    @Test
    void what_is_not_in_use_is_a_warning() throws IOException {
        refused = List.of(new RefusedRules(new RuleProblem("x.yaml", 3, "a", "could not parse expression"), AT, true));
        assertThat(rules("rule_group[]", "none")).isEqualTo("{\"status\":\"success\",\"data\":{\"groups\":[]},\"warnings\":"
                + "[\"Cannot use x.yaml:3: group a: could not parse expression (what stood there before is still in use)\"]}");
    }

    @Test
    void alerts_are_those_that_are_pending_or_fire() throws IOException {
        var response = new MockHttpServletResponse();
        controller.alerts(request("state", "firing"), response);
        assertThat(response.getContentAsString()).isEqualTo("""
                {"status":"success","data":{"alerts":[{"labels":{"alertname":"Now","job":"prom"},"annotations":{},"state":"firing",\
                "activeAt":"2026-11-21T21:25:50.12Z","value":"2.5e-01"}]}}""");
    }

    @Test
    void wrong_parameters_are_refused_in_the_words_of_prometheus() {
        refused("invalid parameter \"type\": not supported value \"foo\"", "type", "foo");
        refused("invalid parameter \"group_limit\": group_limit needs to be greater than 0", "group_limit", "0");
        refused("invalid parameter \"group_next_token\": group_limit needs to be present in order to paginate over the groups", "group_next_token", "x");
        refused("invalid parameter \"group_next_token\": invalid group_next_token 'x'. were rule groups changed?", "group_limit", "1", "group_next_token", "x");
        refused("invalid parameter \"exclude_alerts\": error converting exclude_alerts: strconv.ParseBool: parsing \"maybe\": invalid syntax",
                "exclude_alerts", "maybe");
    }

    private void refused(String message, String... parameters) {
        assertThatExceptionOfType(InvalidParameterException.class).isThrownBy(() -> rules(parameters)).withMessage(message);
    }
}
