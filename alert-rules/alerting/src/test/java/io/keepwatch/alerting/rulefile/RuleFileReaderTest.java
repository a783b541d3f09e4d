package io.keepwatch.alerting.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileReaderTest {

    private static final String HEAD = "groups:\n  - name: g\n    rules:\n";

    private static RuleFile read(String text) {
        return RuleFileReader.read("rules.yaml", text, RuleExtrasFile.NONE);
    }

    @Test
    void aGroupIsReadWithAllThatItMaySay() {
        RuleFile file = read("""
                groups:
                  - name: g
                    interval: 30s
                    query_offset: 1m
                    limit: 7
                    labels: {team: core, severity: info}
                    rules:
                      - alert: High
                        expr: load > 1
                        for: 1h30m
                        keep_firing_for: 5m
                        labels: {severity: page}
                        annotations: {summary: "{{ $value }}"}
                      - record: job:load:sum
                        expr: sum by (job) (load)
                """);

        assertThat(file.problems()).isEmpty();
        RuleGroup group = file.groups().getFirst();
        assertThat(group.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(group.queryOffset()).isEqualTo(Duration.ofMinutes(1));
        assertThat(group.limit()).isEqualTo(7);
        assertThat(group.line()).isEqualTo(2);
        assertThat(group.rules().getFirst()).isInstanceOfSatisfying(AlertingRule.class, rule -> {
            assertThat(rule.holdDuration()).isEqualTo(Duration.ofMinutes(90));
            assertThat(rule.keepFiringFor()).isEqualTo(Duration.ofMinutes(5));
            assertThat(rule.labels()).containsEntry("team", "core").containsEntry("severity", "page");
            assertThat(rule.annotations()).containsEntry("summary", "{{ $value }}");
            assertThat(rule.line()).isEqualTo(8);
        });
        assertThat(group.rules().getLast().labels()).containsEntry("severity", "info");
        assertThat(file.ruleCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {alert: A, expr: up, record: b}                         | 4 | only one of 'record' and 'alert' must be set
            {expr: up}                                              | 4 | one of 'record' or 'alert' must be set
            {alert: A}                                              | 4 | field 'expr' must be set in rule
            {alert: A, expr: up >}                                  | 4 | could not parse expression: 1:5: parse error
            {alert: A, expr: sort_by_label(up)}                     | 4 | function "sort_by_label" is not enabled
            {alert: A, expr: up, for: soon}                         | 4 | for is no length of time
            {alert: A, expr: up, summary: x}                        | 4 | there is no field summary here; valid: alert, annotations, expr, for
            {alert: A, expr: [up]}                                  | 4 | expr is a text, not a list or a mapping
            {alert: A, expr: up, labels: [a]}                       | 4 | labels is no mapping
            {alert: A, expr: up, labels: {__name__: a}}             | 4 | invalid label name: __name__
            {alert: A, expr: up, annotations: {"": a}}              | 4 | invalid annotation name
            {alert: A, expr: up, labels: {a: "{{ $label.x }}"}}     | 4 | undefined variable "$label"
            {alert: A, expr: up, annotations: {a: "{{ nope 1 }}"}}  | 4 | function "nope" not defined
            {record: a, expr: up, for: 1m}                          | 4 | invalid field 'for' in recording rule
            {record: a, expr: up, keep_firing_for: 1m}              | 4 | invalid field 'keep_firing_for' in recording rule
            {record: a, expr: up, annotations: {a: b}}              | 4 | invalid field 'annotations' in recording rule
            {record: "a{b=1}", expr: up}                            | 4 | braces present in the recording rule name
            """)
    void aRuleThatPrometheusRefusesIsRefusedWithItsLine(String rule, int line, String reason) {
        RuleFile file = read(HEAD + "      - " + rule + "\n");

        assertThat(file.groups()).isEmpty();
        assertThat(file.problems()).hasSize(1).first().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.group()).isEqualTo("g");
            assertThat(problem.reason()).contains(reason).startsWith("rule 1");
            assertThat(problem.toString()).startsWith("rules.yaml:4: group g: rule 1");
        });
    }

    @Test
    void aBadGroupIsRefusedAndTheOthersAreRead() {
        RuleFile file = read("""
                groups:
                  - name: good
                    rules: [{alert: A, expr: up == 0}]
                  - name: bad
                    rules:
                      - {alert: B, expr: up == 0, annotations: {s: "{{ $valu }}"}}
                      - {alert: C, expr: up ==}
                  - name: good
                    rules: []
                  - interval: 30s
                  - name: misspelt
                    intervall: 30s
                  - name: also good
                """);

        assertThat(file.groups()).extracting(RuleGroup::name).containsExactly("good", "also good");
        assertThat(file.problems()).extracting(RuleProblem::toString).satisfiesExactly(
                one -> assertThat(one).startsWith("rules.yaml:6: group bad: rule 1, \"B\": annotation \"s\": "),
                one -> assertThat(one).startsWith("rules.yaml:7: group bad: rule 2, \"C\": could not parse expression: "),
                one -> assertThat(one).isEqualTo("rules.yaml:8: group good: groupname: \"good\" is repeated in the same file"),
                one -> assertThat(one).isEqualTo("rules.yaml:10: a group needs a name"),
                one -> assertThat(one).startsWith("rules.yaml:12: group misspelt: there is no field intervall here"));
    }

    @Test
    void namesMayBeAnyUtf8() {
        RuleFile file = read(HEAD + "      - {record: größe.summe, expr: '{\"größe\"}', labels: {ins-tance: a}}\n");

        assertThat(file.problems()).isEmpty();
    }

    @Test
    void aliasesAndMergesAreFollowed() {
        RuleFile file = read("""
                groups:
                  - name: g
                    rules:
                      - &base
                        alert: A
                        expr: &expr up == 0
                        for: 5m
                      - <<: *base
                        alert: B
                      - {record: r, expr: *expr}
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.groups().getFirst().rules()).extracting(Rule::name).containsExactly("A", "B", "r");
        assertThat(((AlertingRule) file.groups().getFirst().rules().get(1)).holdDuration()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void anEmptyFileHoldsNothingAndOfSeveralDocumentsTheFirstCounts() {
        assertThat(read("").problems()).isEmpty();
        assertThat(read("# nothing\n").groups()).isEmpty();
        RuleFile two = read(HEAD + "      - {alert: A, expr: up}\n---\ngroups: []\n");
        assertThat(two.problems()).isEmpty();
        assertThat(two.ruleCount()).isEqualTo(1);
        assertThat(two.warnings()).extracting(RuleProblem::place).containsExactly("rules.yaml:6");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertThat(read("groups:\n\t- name: g\n").problems()).extracting(RuleProblem::toString).first().asString()
                .startsWith("rules.yaml:2: it is not YAML: ");
        assertThat(read(HEAD + "      - {alert: A, expr: up, expr: up}\n").problems()).extracting(RuleProblem::toString)
                .containsExactly("rules.yaml:4: group g: the key expr stands there twice");
        assertThat(read("[]").problems()).extracting(RuleProblem::reason).containsExactly("the file is no mapping; write key: value");
        assertThat(read("group: []\n").problems()).extracting(RuleProblem::toString)
                .containsExactly("rules.yaml:1: there is no field group here; valid: groups");
    }

    @Test
    void prometheusRuleObjectsAreReadAlsoSeveralInAFile() {
        RuleFile file = read("""
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata: {name: shop, namespace: default, labels: {release: stack}}
                spec:
                  groups:
                    - name: g
                      partial_response_strategy: warn
                      rules: [{alert: A, expr: up == 0}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: other}
                spec: {ports: []}
                ---
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata: {name: shop2, namespace: default}
                spec:
                  groups:
                    - name: g
                      rules: [{record: B, expr: up, foo: 1}]
                """);

        assertThat(file.groups()).extracting(RuleGroup::key).containsExactly("rules.yaml#default/shop;g");
        assertThat(file.problems()).extracting(RuleProblem::place).containsExactly("rules.yaml:21");
    }

    @Test
    void twoRulesOfOneNameAndLabelsAreWorthAWarning() {
        RuleFile file = read(HEAD + "      - {alert: A, expr: up == 0}\n      - {alert: A, expr: up == 1}\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.warnings()).extracting(RuleProblem::toString)
                .containsExactly("rules.yaml:5: group g: the rule A stands in line 4 with the same labels already: both write the same series");
    }

    @Test
    void theFileBesideItSaysMoreOfItsAlerts(@TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("shop.yaml"), HEAD + "      - {alert: A, expr: up == 0}\n");
        Path extras = Files.writeString(folder.resolve("shop.extras.yaml"), "alerts:\n  A: {resolve-expr: up < 2}\n  Gone: {needs: x}\n");

        RuleFile file = RuleFileReader.read(rules);
        assertThat(((AlertingRule) file.groups().getFirst().rules().getFirst()).extras().resolveExpr()).isEqualTo("up < 2");
        assertThat(file.warnings()).extracting(RuleProblem::reason).containsExactly("the file of extras names the alert Gone, which is not here");

        Files.writeString(extras, "alerts:\n  A: {resolve-expr: up <}\n");
        assertThat(RuleFileReader.read(rules).problems()).extracting(RuleProblem::place).containsExactly(extras + ":2");
        assertThat(RuleFileReader.read(rules).groups()).as("its rules run as Prometheus would run them").hasSize(1);
    }

    @Test
    void checkCountsWhatAFileHoldsAndNamesEveryProblem(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.yaml"), HEAD + "      - {alert: A, expr: up == 0}\n");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), HEAD + "      - {alert: A, expr: up ==}\n      - {expr: up}\n");

        Path extras = Files.writeString(folder.resolve("good.extras.yaml"), "alerts: {A: {resolve-expr: up < 2}}\n");

        var checked = new RuleFileCheck(_ -> List.of()).check(List.of(good, bad, extras, folder.resolve("none.yaml")));
        assertThat(checked.getFirst().summary()).isEqualTo("1 rule in 1 group");
        assertThat(checked.get(1).problems()).hasSize(2).allMatch(problem -> problem.startsWith("Cannot use " + bad + ":"));
        assertThat(checked.get(2).summary()).isEqualTo("extras of 1 alert");
        assertThat(checked.getLast().problems()).containsExactly("Cannot read " + folder.resolve("none.yaml") + ": there is no such file");
    }
}
