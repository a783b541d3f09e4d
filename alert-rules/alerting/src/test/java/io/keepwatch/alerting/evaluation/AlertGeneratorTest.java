package io.keepwatch.alerting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The four groups of prometheus/compliance's alert generator suite, with its samples every 15 s and its slots every 30 s, on a clock of
/// their own: what there it takes 40 minutes to see.
class AlertGeneratorTest {

    private static List<String> alerts(Timeline time, int rule) {
        return time.rule(rule).activeAlerts().stream().map(alert -> alert.state().text() + " " + alert.labels() + " " + alert.annotations() + " = "
                + alert.value() + " since " + alert.activeAt().getEpochSecond()).toList();
    }

    @Test
    void pendingAndFiringAndResolved() {
        var time = Timeline.of("""
                groups:
                  - name: PendingAndFiringAndResolved
                    interval: 30s
                    rules:
                      - alert: SimpleAlert
                        expr: '{__name__="source", alertname="SimpleAlert"} > 10'
                        for: 6m
                        labels: {foo: bar, rulegroup: PendingAndFiringAndResolved}
                        annotations: {description: SimpleAlert is firing, summary: "The value is {{$value}} {{.Value}}"}
                """).input("15s", "source{alertname=\"SimpleAlert\"} 3 5x2 9x3 11x13 15x32 19x15 9x19 15x45 8x15");
        String labels = "{alertname=\"SimpleAlert\", foo=\"bar\", rulegroup=\"PendingAndFiringAndResolved\"}";
        // 3 5 5 5 9 9 9 9 | 11 from sample 8, 15 from 22, 19 from 55, 9 from 71, 15 from 91, 8 from 137

        assertThat(alerts(time.until("90s"), 0)).isEmpty();
        assertThat(alerts(time.until("2m"), 0)).containsExactly("pending " + labels + " {description=SimpleAlert is firing, summary=The value is 11 11} = 11.0 since 120");
        assertThat(alerts(time.until("7m30s"), 0)).as("a pending alert has the annotations of now")
                .containsExactly("pending " + labels + " {description=SimpleAlert is firing, summary=The value is 15 15} = 15.0 since 120");
        assertThat(time.notices).as("pending alerts are never sent").isEmpty();

        assertThat(alerts(time.until("8m"), 0)).containsExactly("firing " + labels + " {description=SimpleAlert is firing, summary=The value is 15 15} = 15.0 since 120");
        assertThat(time.sent("SimpleAlert")).as("as soon as it fires").containsExactly("480 firing");
        time.until("17m30s");
        assertThat(time.sent("SimpleAlert")).as("again at the first multiple of the interval after the resend delay").startsWith("480 firing", "570 firing", "660 firing");
        assertThat(time.notices.getLast().alert().annotations()).as("with the annotations of now").containsEntry("summary", "The value is 19 19");

        time.until("22m30s");
        assertThat(alerts(time, 0)).isEmpty();
        assertThat(time.sent("SimpleAlert").stream().filter(sent -> sent.endsWith("resolved"))).as("at once, and again")
                .startsWith("1080 resolved", "1170 resolved", "1260 resolved");

        assertThat(alerts(time.until("23m"), 0)).as("active again while the end was still being sent")
                .containsExactly("pending " + labels + " {description=SimpleAlert is firing, summary=The value is 15 15} = 15.0 since 1380");
        assertThat(alerts(time.until("29m"), 0)).containsExactly("firing " + labels + " {description=SimpleAlert is firing, summary=The value is 15 15} = 15.0 since 1380");
        assertThat(time.sent("SimpleAlert").getLast()).isEqualTo("1740 firing");
        assertThat(time.sent("SimpleAlert").stream().filter(sent -> sent.endsWith("resolved")).map(sent -> Integer.parseInt(sent.split(" ")[0])))
                .as("no end is sent any more once it is active again").allMatch(second -> second < 1380);
    }

    @Test
    void anEndIsSentForFifteenMinutesAndNoLonger() {
        var time = Timeline.of("""
                groups:
                  - name: ZeroFor_SmallFor
                    interval: 30s
                    rules:
                      - {alert: ZeroFor, expr: source > 10}
                """).input("15s", "source 3x7 15x12 9x71 11x20").until("23m");

        assertThat(time.sent("ZeroFor").stream().filter(sent -> sent.endsWith("resolved")).map(sent -> Integer.parseInt(sent.split(" ")[0])))
                .as("ended at 330").startsWith(330).allMatch(second -> second <= 330 + 15 * 60).hasSizeGreaterThan(9);
        assertThat(time.until("23m30s").active()).as("zero for, after its end was not being sent any more").containsExactly("firing {}");
        assertThat(time.alert().activeAt().getEpochSecond()).isEqualTo(1410);
    }

    @Test
    void pendingAndResolved_alwaysInactive() {
        var time = Timeline.of("""
                groups:
                  - name: PendingAndResolved_AlwaysInactive
                    interval: 30s
                    rules:
                      - {alert: PendingAlert, expr: source > 10, for: 4m, labels: {foo: bar}}
                      - {alert: InactiveAlert, expr: source > 99, for: 4m, labels: {ba_dum: tss}}
                """).input("15s", "source 3 5x2 9x3 11x10 9x40");

        assertThat(alerts(time.until("2m"), 0)).containsExactly("pending {alertname=\"PendingAlert\", foo=\"bar\"} {} = 11.0 since 120");
        assertThat(alerts(time.until("4m30s"), 0)).hasSize(1);
        assertThat(alerts(time.until("5m"), 0)).isEmpty();
        assertThat(time.until("12m").notices).isEmpty();
        assertThat(time.rule(1).state()).isEqualTo(Alert.State.INACTIVE);
        assertThat(time.rule(1).health()).isEqualTo(RuleState.Health.GOOD);
        assertThat(time.written("ALERTS{alertname=\"PendingAlert\",alertstate=\"pending\",foo=\"bar\"}"))
                .containsExactly("120=1", "150=1", "180=1", "210=1", "240=1", "270=1", "300=stale");
    }

    @Test
    void zeroFor_smallFor() {
        var time = Timeline.of("""
                groups:
                  - name: ZeroFor_SmallFor
                    interval: 30s
                    rules:
                      - alert: ZeroFor
                        expr: source{alertname="ZeroFor"} > 10
                        labels: {foo: bar}
                        annotations:
                          template_test: "{{humanize 1048576}} {{humanize1024 1048576}} {{humanizeDuration 135.3563}} {{humanizePercentage 0.959}} {{humanizeTimestamp 1643114203}}"
                          template_query_test: "{{ define \\"testtemplate\\" }}Args are: {{.arg0}} {{.arg1}} {{.arg2}}. {{ with query \\"source{for='template'}\\" }}first_id:{{ . | sortByLabel \\"id\\" | first | label \\"id\\"}},{{ range $v := sortByLabel \\"id\\" .}}{{ . | label \\"id\\" }}:{{ . | value }},{{end}}{{end}}{{ end }}{{ template \\"testtemplate\\" (args \\"foo\\" \\"bar\\" 99) }}"
                      - alert: SmallFor
                        expr: source{alertname="SmallFor"} > 13
                        for: 15s
                        labels: {ba_dum: tss}
                        annotations:
                          template_test: '{{title "this part"}} {{toUpper "is testing"}} {{toLower "THE STRINGS"}}. {{ stripPort "[::1]:6006"}} {{ stripPort "127.0.0.1:4004"}}. {{parseDuration "2h10m15s"}}. {{if match "[0-9]+" "1234"}}{{reReplaceAll "r.*d" "replaced" "rpld text"}}{{end}}. {{if match "[0-9]+$" "1234a"}}WRONG{{end}}.'
                """).input("15s", "source{alertname=\"ZeroFor\"} 3x7 15x12 9x71 11x8", "source{alertname=\"SmallFor\"} 3x7 15x12 9x71 11x8",
                "source{for=\"template\",id=\"101\"} 1x27 2x200", "source{for=\"template\",id=\"102\"} 2x27 4x200",
                "source{for=\"template\",id=\"103\"} 3x27 6x200");
        String filled = "template_test=1.049M 1Mi 2m 15s 95.9% 2022-01-25 12:36:43 +0000 UTC}";
        String small = "{alertname=\"SmallFor\", ba_dum=\"tss\"} {template_test=This Part IS TESTING the strings. ::1 127.0.0.1. 7815. replaced text. .}";

        time.until("2m");
        assertThat(alerts(time, 0)).as("never pending").containsExactly("firing {alertname=\"ZeroFor\", foo=\"bar\"} "
                + "{template_query_test=Args are: foo bar 99. first_id:101,101:1,102:2,103:3,, " + filled + " = 15.0 since 120");
        assertThat(alerts(time, 1)).containsExactly("pending " + small + " = 15.0 since 120");
        assertThat(time.sent("SmallFor")).isEmpty();
        time.until("2m30s");
        assertThat(alerts(time, 1)).as("a for below the interval: at the second slot").containsExactly("firing " + small + " = 15.0 since 120");
        assertThat(time.sent("SmallFor")).containsExactly("150 firing");

        time.until("23m30s");
        assertThat(alerts(time, 0)).containsExactly("firing {alertname=\"ZeroFor\", foo=\"bar\"} "
                + "{template_query_test=Args are: foo bar 99. first_id:101,101:2,102:4,103:6,, " + filled + " = 11.0 since 1410");
        assertThat(alerts(time.until("36m"), 0)).as("inactive when there is no data any more").isEmpty();
    }

    @Test
    void newAlerts_orderCheck() {
        var time = Timeline.of("""
                groups:
                  - name: NewAlerts_OrderCheck
                    interval: 30s
                    rules:
                      - alert: Rule1
                        expr: source > 10
                        for: 3m
                        labels: {foo: bar}
                        annotations: {description: This should produce more alerts later}
                      - alert: Rule2
                        expr: '(ALERTS{alertstate="firing", alertname="Rule1", foo="bar", variant="one"} + ignoring(variant) ALERTS{alertstate="firing", alertname="Rule1", foo="bar", variant="two"}) == 2'
                        labels: {foo: baz, ba_dum: tss}
                        annotations: {description: "Based on ALERTS. Old alertname was {{$labels.alertname}}. foo was {{.Labels.foo}}."}
                """).input("15s", "source{variant=\"one\"} 1x7 11x64 9x20", "source{variant=\"two\"} 1x31 11x32 9x20");

        assertThat(time.until("2m").active()).containsExactly("pending {foo=\"bar\", variant=\"one\"}");
        assertThat(time.until("5m").active()).containsExactly("firing {foo=\"bar\", variant=\"one\"}");
        assertThat(time.until("8m").active()).as("a new alert beside one that fires")
                .containsExactly("firing {foo=\"bar\", variant=\"one\"}", "pending {foo=\"bar\", variant=\"two\"}");
        assertThat(alerts(time.until("10m30s"), 1)).isEmpty();
        assertThat(alerts(time.until("11m"), 1)).as("at the slot at which the rule before it made the series, with the labels of the result")
                .containsExactly("firing {alertname=\"Rule2\", alertstate=\"firing\", ba_dum=\"tss\", foo=\"baz\"} "
                        + "{description=Based on ALERTS. Old alertname was Rule1. foo was bar.} = 2.0 since 660");
        assertThat(alerts(time.until("16m"), 1)).hasSize(1);
        assertThat(alerts(time.until("16m30s"), 1)).isEmpty();
        assertThat(time.active()).containsExactly("firing {foo=\"bar\", variant=\"one\"}");
        assertThat(time.until("18m30s").active()).isEmpty();
        assertThat(time.sent("Rule2").stream().filter(sent -> sent.endsWith("resolved")).findFirst().orElseThrow()).isEqualTo("990 resolved");
    }
}
