package io.keepwatch.alerting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The state machine of alerts as Prometheus has it; the times are those that promtool gives.
class AlertStatesTest {

    private static final String DOWN = """
            groups:
              - name: g
                rules:
                  - alert: Down
                    expr: up == 0
            """;

    @Test
    void withoutForFiresAtOnce() {
        var time = Timeline.of(DOWN).input("1m", "up 1 0 0").until("1m");

        assertThat(time.active()).containsExactly("firing {}");
        assertThat(time.alert().activeAt()).isEqualTo(Instant.ofEpochSecond(60));
        assertThat(time.alert().firedAt()).isEqualTo(Instant.ofEpochSecond(60));
    }

    @Test
    void aForThatIsNoMultipleOfTheIntervalFiresAtTheNextSlot() {
        var time = Timeline.of(DOWN + "        for: 90s\n").input("1m", "up 0x10");

        assertThat(time.until("1m").active()).containsExactly("pending {}");
        assertThat(time.until("2m").active()).containsExactly("firing {}");
    }

    @Test
    void aPendingAlertThatIsGoneIsForgotten() {
        var time = Timeline.of(DOWN + "        for: 5m\n").input("1m", "up 0 0 1").until("2m");

        assertThat(time.rule(0).alerts()).isEmpty();
        assertThat(time.notices).isEmpty();
    }

    @Test
    void keepsFiringFromTheFirstSlotWithoutIt() {
        var time = Timeline.of(DOWN + "        keep_firing_for: 3m\n").input("1m", "up 0 0 0 0 0 1x10");

        assertThat(time.until("7m").active()).containsExactly("firing {}");
        assertThat(time.alert().keepFiringSince()).isEqualTo(Instant.ofEpochSecond(300));
        assertThat(time.until("8m").active()).isEmpty();
        assertThat(time.alert().resolvedAt()).isEqualTo(Instant.ofEpochSecond(480));
    }

    @Test
    void oneThatComesBackWhileItIsKeptIsTheSameAlert() {
        var time = Timeline.of(DOWN + "        keep_firing_for: 3m\n").input("1m", "up 0 1 1 0 1 1 1 1");

        assertThat(time.until("3m").alert().keepFiringSince()).isNull();
        assertThat(time.alert().activeAt()).isEqualTo(Instant.EPOCH);
        assertThat(time.until("6m").active()).as("the three minutes count from the last time it went").containsExactly("firing {}");
        assertThat(time.until("7m").active()).isEmpty();
    }

    @Test
    void oneThatHasEndedAndComesBackIsANewAlert() {
        var time = Timeline.of(DOWN + "        for: 1m\n").input("1m", "up 0 0 1 0 0").until("3m");

        assertThat(time.active()).containsExactly("pending {}");
        assertThat(time.alert().activeAt()).isEqualTo(Instant.ofEpochSecond(180));
        assertThat(time.alert().resolvedAt()).isNull();
    }

    @Test
    void aLongerForMakesAFiringAlertPendingAgain() {
        var time = Timeline.of(DOWN).input("1m", "up 0x20").until("2m");

        assertThat(time.reload(DOWN + "        for: 5m\n").until("3m").active()).containsExactly("pending {}");
        assertThat(time.alert().lastSentAt()).isNull();
        assertThat(time.until("5m").active()).containsExactly("firing {}");
        assertThat(time.alert().activeAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void anEndedAlertIsSentForAQuarterOfAnHourMore() {
        var time = Timeline.of(DOWN).input("1m", "up 0 1x30").until("30m");

        assertThat(time.sent("Down").getFirst()).isEqualTo("0 firing");
        assertThat(time.sent("Down").get(1)).as("at once").isEqualTo("60 resolved");
        assertThat(time.sent("Down").getLast()).as("every other slot, for the delay is as long as the interval").isEqualTo("900 resolved");
        assertThat(time.rule(0).alerts()).isEmpty();
    }

    @Test
    void aFiringAlertIsSentAgainOnlyAfterTheResendDelay() {
        var time = Timeline.of(DOWN.replace("name: g", "name: g\n    interval: 30s")).input("30s", "up 0x20").until("4m");

        assertThat(time.sent("Down")).containsExactly("0 firing", "90 firing", "180 firing");
        assertThat(time.notices.getFirst().validUntil()).as("four times the longer of interval and delay").isEqualTo(Instant.ofEpochSecond(240));
    }

    @Test
    void valuesAndAnnotationsAreThoseOfNowAndLabelsSayWhichAlertItIs() {
        var time = Timeline.of("""
                groups:
                  - name: g
                    rules:
                      - alert: Many
                        expr: errors > 1
                        labels: {severity: page, alertname: ignored, code: "", team: "{{ $labels.service }}-team"}
                        annotations: {summary: "{{ $value }} of {{ $labels.service }} {{ $labels.code }}"}
                """).input("1m", "errors{service=\"a\",code=\"5\"} 2 3").until("1m");

        assertThat(time.alert().labels().toString()).isEqualTo("{alertname=\"Many\", service=\"a\", severity=\"page\", team=\"a-team\"}");
        assertThat(time.alert().annotations()).containsEntry("summary", "3 of a 5");
        assertThat(time.alert().activeAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void alertsAreSeriesThatEndWithThem() {
        var time = Timeline.of(DOWN + "        for: 1m\n").input("1m", "up 1 0 0 1 1").until("4m");

        assertThat(time.written("ALERTS{alertname=\"Down\",alertstate=\"pending\"}")).containsExactly("60=1", "120=stale");
        assertThat(time.written("ALERTS{alertname=\"Down\",alertstate=\"firing\"}")).containsExactly("120=1", "180=stale");
        assertThat(time.written("ALERTS_FOR_STATE{alertname=\"Down\"}")).containsExactly("60=60", "120=60", "180=stale");
    }

    @Test
    void twoResultsWithTheSameLabelsFailTheRule() {
        var time = Timeline.of("""
                groups:
                  - name: g
                    rules:
                      - alert: Down
                        expr: up == 0
                        labels: {instance: all}
                """).input("1m", "up{instance=\"a\"} 0 0", "up{instance=\"b\"} 1 0").until("0m");
        assertThat(time.active()).containsExactly("firing {instance=\"all\"}");

        time.until("1m");
        assertThat(time.rule(0).error()).isEqualTo("vector contains metrics with the same labelset after applying alert labels");
        assertThat(time.rule(0).health()).isEqualTo(RuleState.Health.BAD);
        assertThat(time.active()).as("the alert stays as it was").containsExactly("firing {instance=\"all\"}");
        assertThat(time.sent("Down")).containsExactly("0 firing");
    }

    @Test
    void aTextThatCannotBeFilledSaysSoAndTheAlertFires() {
        var time = Timeline.of(DOWN + "        annotations: {summary: '{{ query \"rate(up)\" }}'}\n").input("1m", "up 0");

        assertThat(time.at("0m").expansionProblems()).hasSize(1);
        assertThat(time.alert().annotations().get("summary")).startsWith("<error expanding template: ");
        assertThat(time.active()).containsExactly("firing {}");
    }
}
