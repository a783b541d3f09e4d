package io.keepwatch.alerting.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.rulefile.RuleExtras.NoData;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleExtrasReaderTest {

    @Test
    void reads_all_that_an_alert_can_have() {
        RuleExtrasFile file = RuleExtrasReader.read("hosts.extras.yaml", """
                alerts:
                  HostCpuHigh:
                    applies-if: count(system_cpu_time_seconds_total)
                    needs: metrics of a machine
                    resolve-expr: host:cpu > 0.7
                    no-data: alert
                    no-data-for: 90m
                  HostDown: {no-data: resolve}
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.of("HostCpuHigh")).isEqualTo(new RuleExtras(
                "count(system_cpu_time_seconds_total)", "metrics of a machine", "host:cpu > 0.7", NoData.ALERT, Duration.ofMinutes(90)));
        assertThat(file.of("HostDown").noData()).isEqualTo(NoData.RESOLVE);
        assertThat(file.of("Unnamed")).isEqualTo(RuleExtras.NONE);
    }

    @Test
    void refuses_an_entry_with_its_line_and_keeps_the_others() {
        RuleExtrasFile file = RuleExtrasReader.read("my.extras.yaml", """
                alerts:
                  Good: {no-data: keep}
                  Misspelt:
                    resolve_expr: up
                  NotPromQl: {applies-if: sum(}
                  Forever: {no-data-for: ever}
                  Odd: {no-data: shout}
                  Good: {no-data: alert}
                """);

        assertThat(file.alerts()).containsOnlyKeys("Good");
        assertThat(file.of("Good").noData()).isEqualTo(NoData.KEEP);
        assertThat(file.problems().stream().map(RuleExtrasFile.Problem::toString).collect(Collectors.joining("\n")))
                .startsWith("Cannot read my.extras.yaml:4: there is no key resolve_expr here; valid: applies-if, needs, no-data,")
                .contains("Cannot read my.extras.yaml:5: applies-if cannot be read as PromQL: ")
                .contains("Cannot read my.extras.yaml:6: no-data-for is a length of time as Prometheus writes it, e.g. 30m or 24h: ever")
                .contains("Cannot read my.extras.yaml:7: there is no no-data shout; valid: keep, alert, resolve")
                .endsWith("Cannot read my.extras.yaml:8: the alert Good stands there twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alert: {A: {}}     | Cannot read x:1: there is no key alert here; valid: alerts
            - A                | Cannot read x:1: the file is no mapping; write key: value
            alerts: [A]        | Cannot read x:1: alerts is no mapping; write key: value
            alerts: {A: 'x     | Cannot read x:1: it is not YAML: found unexpected end of stream
            """)
    void says_what_is_wrong_with_a_file(String text, String problem) {
        assertThat(RuleExtrasReader.read("x", text).problems()).singleElement().hasToString(problem);
    }

    @Test
    void a_file_of_comments_holds_no_extras() {
        assertThat(RuleExtrasReader.read("x", "# nothing yet\n")).isEqualTo(RuleExtrasFile.NONE);
    }

    @ParameterizedTest
    @CsvSource({"services.yaml,services.extras.yaml", "a.b.yml,a.b.extras.yml", "rules,rules.extras.yaml"})
    void stands_beside_its_rule_file(String rules, String extras) {
        assertThat(RuleExtrasFile.nameFor(rules)).isEqualTo(extras);
        assertThat(RuleExtrasFile.isSideFile(extras)).isTrue();
        assertThat(RuleExtrasFile.isSideFile(rules)).isFalse();
    }
}
