package io.keepwatch.alerting.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleExtrasReader;
import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The format is promtool's, and so are the verdicts; promtool's own files are run by [PromtoolConformanceTest].
class RuleTestsTest {

    private static final RuleFile RULES = RuleFileReader.read("rules.yaml", """
            groups:
              - name: alerts
                rules:
                  - alert: Down
                    expr: up == 0
                    for: 5m
                    labels: {severity: page}
                    annotations: {summary: "{{ $labels.instance }} is down in {{ $externalLabels.region }}, see {{ $externalURL }}"}
              - name: records
                rules:
                  - {record: "job:up:sum", expr: sum by (job) (up)}
            """, RuleExtrasFile.NONE);

    private static List<String> failures(String tests) {
        return RuleTests.run("t.yaml", tests, List.of(RULES)).failures().stream().map(failure -> failure.line() + ": " + failure.text()).toList();
    }

    @Test
    void alertsThatFireAsExpectedPass() {
        assertThat(failures("""
                evaluation_interval: 1m
                tests:
                  - interval: 30s
                    input_series: [{series: 'up{instance="a"}', values: "0x40"}]
                    external_labels: {region: eu}
                    external_url: https://watch.example
                    alert_rule_test:
                      - {eval_time: 5m30s, alertname: Down, exp_alerts: [{exp_labels: {severity: page, instance: a},
                         exp_annotations: {summary: "a is down in eu, see https://watch.example"}}]}
                      - {eval_time: 4m59s, alertname: Down}
                      - {eval_time: 0, alertname: Down, exp_alerts: []}
                    promql_expr_test:
                      - {expr: 'count(ALERTS{alertstate="pending"})', eval_time: 2m, exp_samples: [{value: 1}]}
                      - {expr: "job:up:sum", eval_time: 2m, exp_samples: [{labels: "job:up:sum", value: 0}]}
                      - {expr: "1 + 1", eval_time: 0, exp_samples: [{value: 2}]}
                """)).isEmpty();
    }

    @Test
    void aDifferenceNamesWhatIsMissingAndWhatIsTooMuch() {
        assertThat(failures("""
                tests:
                  - name: one
                    interval: 1m
                    input_series:
                      - {series: 'up{instance="a"}', values: "0x40"}
                    alert_rule_test:
                      - eval_time: 5m
                        alertname: Down
                        exp_alerts: [{exp_labels: {severity: critical, instance: a}}]
                      - eval_time: 3m
                        alertname: Down
                        exp_alerts: [{exp_labels: {severity: page, instance: a}}]
                    promql_expr_test:
                      - expr: up
                        eval_time: 1m
                        exp_samples: [{labels: 'up{instance="b"}', value: 1}]
                """)).containsExactlyInAnyOrder("""
                7: alertname: Down, time: 5m
                      - {alertname="Down", instance="a", severity="critical"}
                      + {alertname="Down", instance="a", severity="page"} with {summary="a is down in , see "}""", """
                10: alertname: Down, time: 3m
                      - {alertname="Down", instance="a", severity="page"} (it is pending)""", """
                14: expr: up, time: 1m
                      - {__name__="up", instance="b"} 1
                      + {__name__="up", instance="a"} 0""");
    }

    @Test
    void anAnnotationThatDiffersIsADifferenceAndSoIsAnEmptyLabel() {
        String test = """
                tests:
                  - input_series: [{series: 'up{instance="a"}', values: "0x40"}]
                    alert_rule_test:
                      - {eval_time: 5m, alertname: Down, exp_alerts: [{exp_labels: {severity: page, instance: a%s}, exp_annotations: {summary: "a is down in , see %s"}}]}
                """;

        assertThat(failures(test.formatted("", ""))).isEmpty();
        assertThat(failures(test.formatted("", "x"))).hasSize(1);
        assertThat(failures(test.formatted(", job: ''", ""))).hasSize(1);
    }

    @Test
    void samplesComeToBeAsTimeGoesOn() {
        assertThat(failures("""
                evaluation_interval: 1m
                tests:
                  - interval: 15s
                    input_series: [{series: up, values: "1+1x10"}]
                    promql_expr_test:
                      - {expr: up, eval_time: 1m50s, exp_samples: [{labels: up, value: 5}]}
                """)).as("promtool has loaded the samples until the last evaluation, at 1m").isEmpty();
    }

    @Test
    void valuesAreComparedToTheLastBitUnlessItIsSaidOtherwise() {
        String test = """
                tests:
                  - input_series: [{series: x, values: "0.30000000000000004"}, {series: n, values: "NaN"}]
                    promql_expr_test:
                      - {expr: x, eval_time: 0, exp_samples: [{labels: x, value: 0.3}]}
                """;

        assertThat(failures(test)).hasSize(1);
        assertThat(failures("fuzzy_compare: true\n" + test)).isEmpty();
        assertThat(failures(test.replace("expr: x", "expr: n").replace("labels: x, value: 0.3", "labels: n, value: .nan")))
                .hasSize(1).first().asString().contains("NaN equals nothing");
    }

    @Test
    void aRuleThatFailsFailsTheTest() {
        RuleFile joined = RuleFileReader.read("j.yaml", "groups: [{name: g, rules: [{record: j, expr: a + on (x) b}]}]", RuleExtrasFile.NONE);
        var report = RuleTests.run("t.yaml", """
                tests:
                  - name: two
                    input_series: [{series: 'a{x="1"}', values: "1"}, {series: 'b{x="1",y="1"}', values: "1"}, {series: 'b{x="1",y="2"}', values: "1"}]
                """, List.of(joined));

        assertThat(report.failures()).singleElement().satisfies(failure ->
                assertThat(failure.text()).startsWith("rule j (j.yaml:1) failed at 0s: found duplicate series for the match group"));
    }

    @Test
    void whatIsBeyondPrometheusDoesNotCount() {
        RuleFile rules = RuleFileReader.read("up.yaml", "groups: [{name: g, rules: [{alert: Down, expr: up == 0}]}]",
                RuleExtrasReader.read("up.extras.yaml", "alerts: {Down: {applies-if: agent, resolve-expr: up}}"));

        assertThat(RuleTests.run("t.yaml", """
                tests:
                  - input_series: [{series: up, values: "0 1 0 _x20"}]
                    alert_rule_test:
                      - {eval_time: 0m, alertname: Down, exp_alerts: [{}]}
                      - {eval_time: 1m, alertname: Down, exp_alerts: []}
                      - {eval_time: 2m, alertname: Down, exp_alerts: [{}]}
                      - {eval_time: 10m, alertname: Down, exp_alerts: []}
                """, List.of(rules)).failures()).isEmpty();
    }

    @Test
    void groupsAreEvaluatedInTheOrderThatIsAskedFor() {
        RuleFile two = RuleFileReader.read("two.yaml", """
                groups:
                  - {name: reader, rules: [{record: copy, expr: made}]}
                  - {name: writer, rules: [{record: made, expr: "1"}]}
                """, RuleExtrasFile.NONE);
        String test = "tests: [{promql_expr_test: [{expr: copy, eval_time: 0, exp_samples: [{labels: copy, value: 1}]}]}]\n";

        assertThat(RuleTests.run("t.yaml", test, List.of(two)).passed()).isFalse();
        assertThat(RuleTests.run("t.yaml", "group_eval_order: [writer, reader]\n" + test, List.of(two)).passed()).isTrue();
        assertThat(RuleTests.run("t.yaml", "group_eval_order: [writer, writer]\n" + test, List.of(two)).failures()).singleElement()
                .satisfies(failure -> assertThat(failure.text()).contains("group name repeated in evaluation order: writer"));
    }

    @Test
    void nativeHistogramsCanBeSelectedAndNothingElse() {
        String test = """
                tests:
                  - input_series: [{series: h, values: "{{count:1 sum:2 buckets:[1]}}+{{count:1 sum:1 buckets:[1]}}x2"}]
                    promql_expr_test:
                      - {expr: %s, eval_time: 2m, exp_samples: [{labels: h, histogram: "{{count:3 sum:4 counter_reset_hint:not_reset buckets:[3]}}"}]}
                """;

        assertThat(failures(test.formatted("h"))).isEmpty();
        assertThat(failures(test.formatted("h * 2"))).singleElement().asString().contains("native histograms can only be selected");
        assertThat(failures(test.formatted("h").replace("sum:4", "sum:5"))).singleElement().asString()
                .contains("- {__name__=\"h\"} {{count:3 sum:5 counter_reset_hint:not_reset buckets:[3]}}");
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsLine() {
        assertThat(failures("tests:\n  - alert_rule_test:\n      - {eval_time: 1m, alert: Down}\n"))
                .singleElement().asString().startsWith("3: there is no field alert here; valid: alertname, eval_time, exp_alerts");
        assertThat(failures("tests:\n  - alert_rule_test:\n      - {eval_time: 1m}\n")).singleElement().asString()
                .contains("misses required attribute alertname");
        assertThat(failures("tests:\n  - input_series:\n      - {series: 'up{', values: '1'}\n")).singleElement().asString()
                .startsWith("2: input series in line 3: ");
        assertThat(failures("tests:\n  - start_timestamp: soon\n")).singleElement().asString().startsWith("2: start_timestamp is no time: soon");
    }

    @Test
    void ruleFilesAreFoundByPatternsBesideTheTestAndABadOneFailsIt(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/a.yml"), "groups: [{name: a, rules: [{record: one, expr: '1'}]}]");
        Files.writeString(folder.resolve("rules/b.yml"), "groups: [{name: b, rules: [{record: two, expr: '2'}]}]");
        Path test = Files.writeString(folder.resolve("test.yml"), """
                rule_files: [rules/*.yml, none/*.yml]
                tests: [{promql_expr_test: [{expr: one + two, eval_time: 0, exp_samples: [{value: 3}]}]}]
                """);

        RuleTestReport report = RuleTests.run(test);
        assertThat(report.failures()).isEmpty();
        assertThat(report.warnings()).containsExactly("no file matches none/*.yml");
        assertThat(new RuleTestCheck().check(List.of(test))).singleElement()
                .satisfies(file -> assertThat(file.summary()).isEqualTo("1 test passed; warning: no file matches none/*.yml"));

        Files.writeString(folder.resolve("rules/c.yml"), "groups: [{name: c, rules: [{record: two, expr: '2 +'}]}]");
        assertThat(new RuleTestCheck().check(List.of(test))).singleElement().satisfies(file ->
                assertThat(file.problems()).singleElement().asString().startsWith(test + ": " + folder.resolve("rules/c.yml") + ":1: group c: "));
    }
}
