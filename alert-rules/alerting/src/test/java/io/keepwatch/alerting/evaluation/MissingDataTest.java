package io.keepwatch.alerting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What Keepwatch adds: no data is not "all is well".
class MissingDataTest {

    private static final String HIGH = """
            groups:
              - name: g
                rules:
                  - alert: High
                    expr: load > 10
                    labels: {severity: page}
            """;
    private static final String RATE = """
            groups:
              - name: g
                rules:
                  - alert: Errors
                    expr: sum by (service) (rate(errors_total[5m])) / sum by (service) (rate(calls_total[5m])) > 0.05
                    for: 2m
            """;

    @Test
    void aSeriesThatVanishesLeavesItsAlertFiringWithoutData() {
        var time = Timeline.of(HIGH, "").input("1m", "load{host=\"a\"} 20x4", "load{host=\"b\"} 20x30");

        assertThat(time.until("8m").active()).containsExactly("firing {host=\"a\", severity=\"page\"}", "firing {host=\"b\", severity=\"page\"}");
        assertThat(time.until("9m").active()).as("five minutes after the last sample")
                .containsExactly("firing {host=\"a\", severity=\"page\"} no data", "firing {host=\"b\", severity=\"page\"}");
        assertThat(time.rule(0).activeAlerts().getFirst().noDataSince()).isEqualTo(Instant.ofEpochSecond(540));
        assertThat(time.until("20m").active()).contains("firing {host=\"a\", severity=\"page\"} no data");
        assertThat(time.sent("High")).noneMatch(sent -> sent.endsWith("resolved"));
        assertThat(time.written("ALERTS{alertname=\"High\",alertstate=\"firing\",host=\"a\",severity=\"page\"}")).hasSize(21).doesNotContain("540=stale");
    }

    @Test
    void prometheusWouldHaveResolvedIt() {
        var time = Timeline.of(HIGH).input("1m", "load{host=\"a\"} 20x4");

        assertThat(time.until("9m").active()).isEmpty();
        assertThat(time.sent("High")).contains("540 resolved");
    }

    @Test
    void aSeriesThatIsEndedEndsItsAlert() {
        var time = Timeline.of(HIGH, "").input("1m", "load{host=\"a\"} 20x4 stale");

        assertThat(time.until("4m").active()).hasSize(1);
        assertThat(time.until("5m").active()).isEmpty();
        assertThat(time.sent("High")).contains("300 resolved");
    }

    @Test
    void aConditionThatDoesNotHoldEndsItsAlert() {
        var time = Timeline.of(HIGH, "").input("1m", "load{host=\"a\"} 20 20 5 5");

        assertThat(time.until("2m").active()).isEmpty();
        assertThat(time.sent("High")).contains("120 resolved");
    }

    @Test
    void whenTheDataIsBackTheSameAlertGoesOnOrEnds() {
        var time = Timeline.of(HIGH, "").input("1m", "load{host=\"a\"} 20x4 _x10 20 20", "load{host=\"b\"} 20x4 _x10 5 5").until("10m");
        assertThat(time.active()).allMatch(alert -> alert.endsWith("no data")).hasSize(2);

        time.until("15m");
        assertThat(time.active()).containsExactly("firing {host=\"a\", severity=\"page\"}");
        assertThat(time.rule(0).activeAlerts().getFirst().activeAt()).isEqualTo(Instant.EPOCH);
        assertThat(time.sent("High")).contains("900 resolved");
    }

    @Test
    void aRateThatVanishesIsNoDataAndOneThatIsEndedIsResolved() {
        String calls = "calls_total{service=\"a\",i=\"1\"} 0+60x20";
        var vanished = Timeline.of(RATE, "").input("1m", calls, "errors_total{service=\"a\",i=\"1\"} 0+30x20").until("20m");
        assertThat(vanished.active()).containsExactly("firing {service=\"a\"}");
        assertThat(vanished.until("30m").active()).containsExactly("firing {service=\"a\"} no data");

        var ended = Timeline.of(RATE, "").input("1m", calls + " stale", "errors_total{service=\"a\",i=\"1\"} 0+30x20 stale").until("30m");
        assertThat(ended.active()).isEmpty();
        assertThat(ended.sent("Errors")).anyMatch(sent -> sent.endsWith("resolved"));
    }

    @Test
    void aPendingAlertWithoutDataIsForgotten() {
        var time = Timeline.of(HIGH + "        for: 30m\n", "").input("1m", "load 20x4").until("9m");

        assertThat(time.rule(0).alerts()).isEmpty();
    }

    @Test
    void anAlertWithoutDataIsGivenUpAfterItsTime() {
        var time = Timeline.of(HIGH, "alerts: {High: {no-data-for: 20m}}").input("1m", "load 20x4").until("28m");

        assertThat(time.active()).hasSize(1);
        assertThat(time.until("29m").active()).isEmpty();
        assertThat(time.sent("High")).contains("1740 resolved");
    }

    @Test
    void aRuleMayWantWhatPrometheusDoes() {
        var time = Timeline.of(HIGH, "alerts: {High: {no-data: resolve}}").input("1m", "load 20x4").until("9m");

        assertThat(time.active()).isEmpty();
    }

    @Test
    void aRuleMayWantMissingDataToBeAnAlert() {
        var time = Timeline.of(HIGH + "        for: 2m\n", "alerts: {High: {no-data: alert}}")
                .input("1m", "load{host=\"a\"} 1x4 _x20 1 1", "load{host=\"b\"} 1x60", "load{host=\"c\"} 1x4 stale").until("8m");
        assertThat(time.active()).isEmpty();

        assertThat(time.until("9m").active()).containsExactly("pending {host=\"a\", severity=\"page\"} no data");
        assertThat(time.until("11m").active()).containsExactly("firing {host=\"a\", severity=\"page\"} no data");
        assertThat(time.until("25m").active()).as("there is data again, and the condition does not hold").isEmpty();
        assertThat(time.sent("High")).contains("1500 resolved");
    }

    @Test
    void anAlertAboutAbsenceEndsWhenThereIsData() {
        var time = Timeline.of("groups: [{name: g, rules: [{alert: Gone, expr: absent(load)}]}]", "").input("1m", "load _x5 1 1");

        assertThat(time.until("4m").active()).containsExactly("firing {}");
        assertThat(time.until("5m").active()).isEmpty();
        assertThat(time.rule(0).memory().blind()).isFalse();
    }

    @Test
    void aRuleThatNeverHadDataIsBlindAndOneWhoseConditionNeverHeldIsNot() {
        var time = Timeline.of("""
                groups:
                  - name: g
                    rules:
                      - {alert: Misspelt, expr: laod > 10}
                      - {alert: Calm, expr: load > 10}
                """, "").input("1m", "load 1x5", "laod _x20 1").until("10m");

        assertThat(time.rule(0).memory().blind()).isTrue();
        assertThat(time.rule(1).memory().blind()).isFalse();
        assertThat(time.until("30m").rule(0).memory().blind()).as("there was data at last").isFalse();
        assertThat(time.rule(1).memory().seenAt()).as("the last time that was looked").isEqualTo(Instant.ofEpochSecond(0));
    }

    @Test
    void aRuleForWhichNoDataIsWellIsNotBlind() {
        var time = Timeline.of(HIGH, "alerts: {High: {no-data: resolve}}").input("1m", "other 1x5").until("5m");

        assertThat(time.rule(0).memory().blind()).isFalse();
    }

    @Test
    void aRuleSeesAtOnceThatThereIsDataAtLast() {
        var time = Timeline.of(HIGH, "").input("1m", "load _ _ 1 1 1").until("1m");
        assertThat(time.rule(0).memory().blind()).isTrue();

        assertThat(time.until("2m").rule(0).memory().blind()).isFalse();
    }

    @Test
    void anAlertMayHaveAConditionOfItsOwnForItsEnd() {
        var time = Timeline.of(HIGH, "alerts: {High: {resolve-expr: load > 5}}").input("1m", "load 4 8 12 8 12 8 4 8").until("1m");
        assertThat(time.active()).as("between the two").isEmpty();

        assertThat(time.until("5m").active()).containsExactly("firing {severity=\"page\"}");
        assertThat(time.alert().activeAt()).isEqualTo(Instant.ofEpochSecond(120));
        assertThat(time.alert().value()).isEqualTo(8);
        assertThat(time.until("7m").active()).isEmpty();
        assertThat(time.sent("High")).contains("360 resolved");
    }

    @Test
    void aRuleThatDoesNotApplyNeitherFiresNorKeepsAnything() {
        var time = Timeline.of(HIGH, "alerts: {High: {applies-if: agent, needs: an agent}}").input("1m", "load 20x20", "agent _ 1 1 stale");

        assertThat(time.until("0m").rule(0).health()).isEqualTo(RuleState.Health.NOT_APPLICABLE);
        assertThat(time.active()).isEmpty();
        assertThat(time.until("2m").active()).hasSize(1);
        assertThat(time.until("3m").active()).isEmpty();
        assertThat(time.rule(0).health()).isEqualTo(RuleState.Health.NOT_APPLICABLE);
    }

    @Test
    void anAlertOutlivesTheTelemetryByWhichItsRuleApplies() {
        var time = Timeline.of(HIGH, "alerts: {High: {applies-if: count(load), needs: an agent}}").input("1m", "load 20x4").until("20m");

        assertThat(time.active()).containsExactly("firing {severity=\"page\"} no data");
        assertThat(time.rule(0).health()).isEqualTo(RuleState.Health.GOOD);
        assertThat(time.sent("High")).noneMatch(sent -> sent.endsWith("resolved"));
    }

    @Test
    void aRecordedSeriesVanishesWithItsSourcesAndTakesNoAlertWithIt() {
        String rules = """
                groups:
                  - name: g
                    rules:
                      - {alert: High, expr: "host:load > 10"}
                      - {record: "host:load", expr: max by (host) (load), labels: {team: core}}
                """;
        String[] series = {"load{host=\"a\"} 20x9", "load{host=\"b\"} 20x9 stale", "load{host=\"c\"} 20x60"};
        var time = Timeline.of(rules, "").input("1m", series).until("30m");

        assertThat(time.active()).containsExactly("firing {host=\"a\", team=\"core\"} no data", "firing {host=\"c\", team=\"core\"}");
        assertThat(time.written("host:load{host=\"a\",team=\"core\"}").getLast()).isEqualTo("780=20");
        assertThat(time.written("host:load{host=\"b\",team=\"core\"}").getLast()).isEqualTo("600=stale");

        var asInPrometheus = Timeline.of(rules).input("1m", series).until("30m");
        assertThat(asInPrometheus.written("host:load{host=\"a\",team=\"core\"}").getLast()).isEqualTo("840=stale");
        assertThat(asInPrometheus.active()).containsExactly("firing {host=\"c\", team=\"core\"}");
    }
}
