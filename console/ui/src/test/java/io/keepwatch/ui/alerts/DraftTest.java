package io.keepwatch.ui.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftTest {

    private static AlertingRule read(String rule) {
        RuleFile file = RuleFileReader.read("r.yaml", "groups:\n- name: g\n  rules:\n" + rule.indent(2), RuleExtrasFile.NONE);
        assertThat(file.problems()).isEmpty();
        return (AlertingRule) file.groups().getFirst().rules().getFirst();
    }

    @Test
    void the_yaml_of_a_draft_is_a_rule_that_says_the_same() {
        AlertingRule rule = read("""
                - alert: Errors
                  expr: |-
                    sum(rate(a{x="it's"}[5m]))
                      / sum(rate(b[5m])) > 0.05
                  for: 5m
                  keep_firing_for: 90s
                  labels: {severity: critical}
                  annotations:
                    summary: "{{ $labels.service }}'s \\"errors\\""
                    description: "two\\nlines"
                """);
        var draft = new Draft(rule, rule.expr().replace("0.05", "0.03"), Duration.ofMinutes(2));

        AlertingRule again = read(draft.yaml());

        assertThat(draft.changed()).isTrue();
        assertThat(again).usingRecursiveComparison().ignoringFields("line").isEqualTo(draft.rule());
    }

    @Test
    void a_query_becomes_a_rule_of_a_name_to_be_chosen() {
        assertThat(read(Draft.ofQuery("up == 0").yaml()).expr()).isEqualTo("up == 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sum(rate(errors_total[5m])) / sum(rate(calls_total[5m])) > 0.05 | 0.31 | 31 %",
        "histogram_quantile(0.95, sum by (le) (rate(duration_seconds_bucket[5m]))) > 0.5 | 0.54 | 540 ms",
        "time() - last_success_timestamp_seconds > 3600 | 7260 | 2 h 1 min",
        "disk_free_bytes < 1e9 | 4.1e8 | 410 MB",
        "changes(process_start_time_seconds[5m]) > 3 | 4 | 4",
        "up == 0 | 0 | 0",
    })
    void values_are_written_in_the_unit_that_the_expression_tells(String expr, double value, String words) {
        AlertingRule rule = read("- alert: A\n  expr: '" + expr.strip() + "'\n");
        assertThat(RuleUnit.of(rule).text(value).replace('\u00a0', ' ')).isEqualTo(words);
    }
}
