package io.keepwatch.alerting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.telemetry.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class RuleEvaluatorTest {

    private static final String CHAIN = """
            groups:
              - name: g
                rules:
                  - record: job:up:sum
                    expr: sum by (job) (up)
                    labels: {team: core}
                  - alert: NoneUp
                    expr: job:up:sum == 0
            """;

    @Test
    void aRuleSeesWhatTheRulesBeforeItMadeAtTheSameSlot() {
        var time = Timeline.of(CHAIN).input("1m", "up{job=\"a\"} 0", "up{job=\"b\"} 1");
        time.at("0m");

        assertThat(time.written("job:up:sum{job=\"a\",team=\"core\"}")).containsExactly("0=0");
        assertThat(time.rule(1).activeAlerts()).extracting(alert -> alert.labels().toString())
                .containsExactly("{alertname=\"NoneUp\", job=\"a\", team=\"core\"}");
    }

    @Test
    void aSeriesThatARuleNoLongerMakesGetsAStaleMarker() {
        var time = Timeline.of(CHAIN).input("1m", "up{job=\"a\"} 0 0 stale", "up{job=\"b\"} 1 1 1").until("3m");

        assertThat(time.written("job:up:sum{job=\"a\",team=\"core\"}")).containsExactly("0=0", "60=0", "120=stale");
        assertThat(time.written("job:up:sum{job=\"b\",team=\"core\"}")).containsExactly("0=1", "60=1", "120=1", "180=1");
    }

    @Test
    void aRuleThatIsTakenAwayEndsItsSeriesAndTheOthersKeepTheirState() {
        var time = Timeline.of(CHAIN).input("1m", "up{job=\"a\"} 0x10").until("1m");
        Alert before = time.rule(1).alerts().getFirst();

        time.reload("""
                groups:
                  - name: g
                    rules:
                      - alert: NoneUp
                        expr: sum by (job) (up) == 0
                        labels: {team: core}
                      - alert: NoneUp
                        expr: job:up:sum == 0
                """).until("2m");

        assertThat(time.written("job:up:sum{job=\"a\",team=\"core\"}")).containsExactly("0=0", "60=0", "120=stale");
        assertThat(time.rule(1).alerts().getFirst().activeAt()).isEqualTo(before.activeAt());
        assertThat(time.rule(0).alerts().getFirst().activeAt()).as("another rule, for its labels are others").isEqualTo(Instant.ofEpochSecond(120));
        assertThat(time.state.rules()).hasSize(2);
    }

    @Test
    void rulesOfOneNameAndLabelsAreToldApartByTheirOrder() {
        String twice = """
                groups:
                  - name: g
                    rules:
                      - {alert: Load, expr: load > 1}
                      - {alert: Load, expr: load > 2}
                """;
        var time = Timeline.of(twice).input("1m", "load 2x10").until("1m");

        assertThat(time.rule(0).activeAlerts()).hasSize(1);
        assertThat(time.rule(1).activeAlerts()).isEmpty();
        assertThat(time.state.rules()).hasSize(2);
    }

    @Test
    void moreAlertsThanTheLimitFailTheRuleAndForgetThem() {
        var time = Timeline.of("""
                groups:
                  - name: g
                    limit: 1
                    rules:
                      - {alert: Down, expr: up == 0}
                      - {record: downs, expr: up == 0}
                """).input("1m", "up{i=\"1\"} 0 0 0", "up{i=\"2\"} 1 0 1").until("0m");
        assertThat(time.rule(0).activeAlerts()).hasSize(1);

        time.until("1m");
        assertThat(time.rule(0).error()).isEqualTo("exceeded limit of 1 with 2 alerts");
        assertThat(time.rule(0).alerts()).isEmpty();
        assertThat(time.rule(1).error()).isEqualTo("exceeded limit of 1 with 2 series");
        assertThat(time.written("ALERTS{alertname=\"Down\",alertstate=\"firing\",i=\"1\"}")).as("nothing is written, no marker either")
                .containsExactly("0=1");

        time.until("2m");
        assertThat(time.alert().activeAt()).as("a new alert").isEqualTo(Instant.ofEpochSecond(120));
    }

    @Test
    void theQueryOffsetMovesWhatIsAskedAndWhatIsWrittenButNotTheAlert() {
        var time = Timeline.of("""
                groups:
                  - name: g
                    query_offset: 2m
                    rules:
                      - {record: copy, expr: x}
                      - {alert: High, expr: x > 2, annotations: {at: "{{ $value }}"}}
                """).input("1m", "x 1 2 3 4 5").until("4m");

        assertThat(time.written("copy")).containsExactly("0=1", "60=2", "120=3");
        assertThat(time.written("ALERTS{alertname=\"High\",alertstate=\"firing\"}")).containsExactly("120=1");
        assertThat(time.rule(1).alerts().getFirst().activeAt()).isEqualTo(Instant.ofEpochSecond(240));
    }

    @Test
    void theLabelsOfTheGroupAreUnderThoseOfTheRule() {
        var time = Timeline.of("""
                groups:
                  - name: g
                    labels: {team: core, severity: info}
                    rules:
                      - {record: one, expr: "1", labels: {severity: page}}
                """).until("0m");

        assertThat(time.written("one{team=\"core\",severity=\"page\"}")).containsExactly("0=1");
    }

    @Test
    void aStoreThatDoesNotAnswerLeavesEveryAlertAsItWas() {
        var time = Timeline.of("groups: [{name: g, rules: [{alert: Down, expr: up == 0}]}]").input("1m", "up 0x10").until("1m");
        Alert before = time.alert();

        time.at("2m", (_, _, _) -> {
            throw new StoreUnavailableException("Cannot reach the store", Duration.ofSeconds(1), null);
        });
        assertThat(time.alert()).isEqualTo(before);
        assertThat(time.rule(0).error()).isEqualTo("Cannot reach the store");
        assertThat(time.rule(0).health()).isEqualTo(RuleState.Health.BAD);

        time.until("3m");
        assertThat(time.alert().activeAt()).isEqualTo(before.activeAt());
        assertThat(time.rule(0).error()).isNull();
        assertThat(time.rule(0).health()).isEqualTo(RuleState.Health.GOOD);
    }

    @Test
    void aSlotIsEvaluatedOnceAndTimeDoesNotGoBack() {
        var time = Timeline.of(CHAIN).until("5m");

        assertThatThrownBy(() -> time.at("5m")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("was evaluated at");
        assertThatThrownBy(() -> time.at("2m")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoRulesThatWriteOneSeriesDifferentlyAreAnErrorOfTheSecond() {
        var time = Timeline.of("""
                groups:
                  - name: g
                    rules:
                      - {record: one, expr: "1"}
                      - {record: one, expr: "1"}
                      - {record: one, expr: "2"}
                """).until("0m");

        assertThat(time.rule(1).error()).isNull();
        assertThat(time.rule(2).error()).startsWith("duplicate sample for timestamp");
        assertThat(time.written("one")).containsExactly("0=1");
    }

    @Test
    void aGroupThatIsNoMoreEndsItsSeries() {
        var time = Timeline.of(CHAIN).input("1m", "up{job=\"a\"} 0x10").until("1m");
        var ended = new ArrayList<String>();
        new RuleEvaluator(time.store, EvaluationSettings.PROMETHEUS, Clock.systemUTC())
                .end(Timeline.group(CHAIN, ""), time.state, Instant.ofEpochSecond(240), sample -> {
                    ended.add(sample.labels().metricName() + " " + sample.timeMillis() + " " + Double.isNaN(sample.value()));
                    return null;
                });

        assertThat(ended).containsExactlyInAnyOrder("job:up:sum 240000 true", "ALERTS 240000 true", "ALERTS_FOR_STATE 240000 true");
    }
}
