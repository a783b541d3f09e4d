package io.keepwatch.alerting.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.alerting.backtest.History;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import io.keepwatch.alerting.ruletest.RecordedTest.AlertStart;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.QueryAnswer;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.conformance.InMemorySeriesStore;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedTestTest {

    private static final Instant START = Instant.parse("2026-11-20T02:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final String RULES = """
            groups:
            - name: g
              rules:
              - alert: Errors
                expr: rate(errors_total[5m]) > 0.5
                for: 3m
                labels: {severity: critical}
                annotations: {summary: '{{ $labels.service }} "fails" at {{ $value }}'}
            """;

    private final RuleFile file = RuleFileReader.read("/rules/services.yaml", RULES, RuleExtrasFile.NONE);
    private final AlertingRule rule = (AlertingRule) file.groups().getFirst().rules().getFirst();
    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final PromQlEngine engine = new PromQlEngine(store, Clock.systemUTC());

    private final History history = new History() {
        @Override
        public QueryAnswer range(String expression, Instant start, Instant end, Duration step) {
            return engine.range(expression, start, end, step, QueryOptions.DEFAULT);
        }

        @Override
        public QueryAnswer instant(String expression, Instant at) {
            return engine.instant(expression, at, QueryOptions.DEFAULT);
        }
    };

    /// A sample each 15 seconds; errors begin after half an hour.
    private void loadErrors() {
        long[] times = new long[240];
        double[] values = new double[240];
        for (int i = 0; i < times.length; i++) {
            times[i] = START.plusSeconds(15L * i).toEpochMilli();
            values[i] = i < 120 ? 7 : 7 + (i - 120) * 15;
        }
        store.load(List.of(new SampleColumn(Labels.of(Labels.NAME, "errors_total", "service", "quotes-api"), times, values)));
    }

    @Test
    void the_test_of_an_alert_that_fired_passes_and_expects_it() {
        loadErrors();
        var alert = new AlertStart(Labels.of("alertname", "Errors", "service", "quotes-api", "severity", "critical"), START.plus(Duration.ofMinutes(33)));

        RecordedTest.Written written = RecordedTest.of(history, file.groups().getFirst(), rule, STEP, alert, "services.yaml");

        assertThat(written.same()).isTrue();
        assertThat(written.yaml()).contains("'errors_total{service=\"quotes-api\"}'", "start_timestamp: '2026-11-20T02:23:00Z'",
                // errors begin after half an hour: seven minutes after the first of these
                "values: '7x7 67 127 187 247 307 367 427 487'", "'service': 'quotes-api'");
        RuleTestReport report = RuleTests.run("made.test.yaml", written.yaml(), List.of(file));
        assertThat(report.failures()).isEmpty();
        assertThat(report.tests()).isEqualTo(1);
    }

    @Test
    void a_test_of_another_rule_fails() {
        loadErrors();
        var alert = new AlertStart(Labels.of("alertname", "Errors", "service", "quotes-api", "severity", "critical"), START.plus(Duration.ofMinutes(33)));
        RecordedTest.Written written = RecordedTest.of(history, file.groups().getFirst(), rule, STEP, alert, "services.yaml");
        RuleFile other = RuleFileReader.read("/rules/services.yaml", RULES.replace("> 0.5", "> 5"), RuleExtrasFile.NONE);

        assertThat(RuleTests.run("made.test.yaml", written.yaml(), List.of(other)).passed()).isFalse();
    }

    @Test
    void says_when_its_samples_do_not_make_the_alert() {
        loadErrors();
        var alert = new AlertStart(Labels.of("alertname", "Errors", "service", "another"), START.plus(Duration.ofMinutes(33)));

        assertThat(RecordedTest.of(history, file.groups().getFirst(), rule, STEP, alert, "services.yaml").same()).isFalse();
    }

    @Test
    void refuses_what_reads_too_much_for_a_test() {
        RuleFile longest = RuleFileReader.read("/rules/services.yaml", RULES.replace("[5m]", "[7d]"), RuleExtrasFile.NONE);
        var alert = new AlertStart(Labels.of("alertname", "Errors"), START);

        assertThatThrownBy(() -> RecordedTest.of(history, longest.groups().getFirst(), (AlertingRule) longest.groups().getFirst().rules().getFirst(), STEP,
                alert, "services.yaml")).hasMessageContaining("more than a test should hold");
    }
}
