package io.keepwatch.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.settings.Secret;
import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The scenarios of Alertmanager's configuration and route tests, in files of our own.
class RoutingConfigReaderTest {

    private static final String END = "\nreceivers: [{name: a}, {name: b}]";

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("", "Cannot read am.yml: no route provided in config"),
                Arguments.of("receivers: [{name: a}]", "am.yml:1: no routes provided"),
                Arguments.of("route: {group_wait: 30s}" + END, "am.yml:1: root route must specify a default receiver"),
                Arguments.of("route: {receiver: a}\nreceivers:\n- name: a\n- name: a", "am.yml:4: notification config name \"a\" is not unique"),
                Arguments.of("route: {receiver: x}" + END, "am.yml:1: undefined receiver \"x\" used in route"),
                Arguments.of("route:\n  receiver: a\n  routes:\n  - routes:\n    - {receiver: deep}" + END, "am.yml:5: undefined receiver \"deep\" used in route"),
                Arguments.of("route: {receiver: a}\nreceivers:\n- webhook_configs: []", "am.yml:3: missing name in receiver"),
                Arguments.of("route: {receiver: a}\nreceivers:\n- {name: a, labels: {name: b}}",
                        "receiver label \"name\" must match receiver name \"a\", got \"b\""),
                Arguments.of("route: {receiver: a, routes: [{mute_time_intervals: [office]}]}" + END, "undefined time interval \"office\" used in route"),
                Arguments.of("route: {receiver: a, routes: [{active_time_intervals: [office]}]}" + END, "undefined time interval \"office\" used in route"),
                Arguments.of("time_intervals: [{time_intervals: []}]\nroute: {receiver: a}" + END, "missing name in time interval"),
                Arguments.of("mute_time_intervals: [{name: x}, {name: x}]\nroute: {receiver: a}" + END, "mute time interval \"x\" is not unique"),
                Arguments.of("mute_time_intervals: [{name: x}]\ntime_intervals: [{name: x}]\nroute: {receiver: a}" + END, "time interval \"x\" is not unique"),
                Arguments.of("route: {receiver: a, group_by: [x, y, x]}" + END, "duplicated label \"x\" in group_by"),
                Arguments.of("route: {receiver: a, group_by: ['...', y]}" + END, "cannot have wildcard group_by (`...`) and other labels at the same time"),
                Arguments.of("route: {receiver: a, group_by: ['']}" + END, "invalid label name \"\" in group_by list"),
                Arguments.of("time_intervals: [{name: x}]\nroute: {receiver: a, mute_time_intervals: [x]}" + END,
                        "root route must not have any mute time intervals"),
                Arguments.of("time_intervals: [{name: x}]\nroute: {receiver: a, active_time_intervals: [x]}" + END,
                        "root route must not have any active time intervals"),
                Arguments.of("route: {receiver: a, match: {x: y}}" + END, "root route must not have any matchers"),
                Arguments.of("route: {receiver: a, matchers: ['x=\"y\"']}" + END, "root route must not have any matchers"),
                Arguments.of("route: {receiver: a, continue: true}" + END, "cannot have continue in root route"),
                Arguments.of("route: {receiver: a, group_interval: 0s}" + END, "group_interval cannot be zero"),
                Arguments.of("route: {receiver: a, repeat_interval: 0s}" + END, "repeat_interval cannot be zero"),
                Arguments.of("route: {receiver: a, routes: [{match: {-x: y}}]}" + END, "invalid label name \"-x\""),
                Arguments.of("route: {receiver: a, routes: [{matchers: ['x=~\"(\"']}]}" + END, "missing closing )"),
                Arguments.of("route: {receiver: a, routs: []}" + END, "am.yml:1: there is no field routs here"),
                Arguments.of("route: {receiver: a}\nreceivers:\n- name: a\n  pagerduty_configs:\n  - {}", "am.yml:5: missing service or routing key in PagerDuty config"),
                Arguments.of("route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{}]}]", "one of url or url_file must be configured"),
                Arguments.of("route: {receiver: a}\nreceivers: [{name: a, email_configs: [{to: x}]}]", "no global SMTP smarthost set"),
                Arguments.of("global: {smtp_smarthost: 'host'}\nroute: {receiver: a}" + END, "address host: missing port in address"),
                Arguments.of("global: {smtp_smarthost: 'host:'}\nroute: {receiver: a}" + END, "address \"host:\": port cannot be empty"),
                Arguments.of("global: {pagerduty_url: 'ftp://x'}\nroute: {receiver: a}" + END, "unsupported scheme \"ftp\" for URL"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_bad_file_is_refused_with_its_reason(String text, String reason) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(RoutingConfigException.class).hasMessageContaining(reason);
    }

    @Test
    void children_inherit_what_they_do_not_say() {
        Route root = read("""
                route:
                  receiver: a
                  group_by: [x]
                  group_wait: 10s
                  repeat_interval: 1h
                  labels: {team: "1"}
                  routes:
                  - matchers: [p="1"]
                    group_by: ['...']
                    continue: true
                    routes:
                    - {matchers: [q="1"], group_interval: 1m, labels: {page: "yes"}}
                  - {matchers: [r="1"], group_by: [], receiver: b}
                receivers: [{name: a}, {name: b}]
                """).route();
        Route first = root.routes().getFirst();
        Route deep = first.routes().getFirst();
        Route second = root.routes().get(1);

        assertThat(root.groupInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(first.groupByAll()).isTrue();
        assertThat(deep.groupByAll()).isTrue();
        assertThat(deep.receiver()).isEqualTo("a");
        assertThat(List.of(deep.groupWait(), deep.groupInterval(), deep.repeatInterval()))
                .containsExactly(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(1));
        assertThat(deep.labels()).containsEntry("team", "1").containsEntry("page", "yes");
        assertThat(second.groupBy()).isEmpty();
        assertThat(second.groupByAll()).isFalse();
        assertThat(second.receiver()).isEqualTo("b");
        assertThat(deep.key()).isEqualTo("{}/{p=\"1\"}/{q=\"1\"}");
        assertThat(deep.id()).isEqualTo("{}/{p=\"1\"}/0/{q=\"1\"}/0");
        Labels alert = Labels.of("p", "1", "q", "1", "r", "1");
        assertThat(root.match(alert)).containsExactly(deep, second);
        assertThat(deep.groupLabels(alert)).isEqualTo(alert);
        assertThat(second.groupKey(second.groupLabels(alert))).isEqualTo("{}/{r=\"1\"}:{}");
        assertThat(root.match(Labels.of("s", "1"))).containsExactly(root);
    }

    @Test
    void secrets_are_used_and_never_shown(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("key"), "from-the-file\n");
        RoutingConfig config = RoutingConfigReader.read(folder.resolve("am.yml"), """
                global:
                  slack_app_token: xoxb-secret
                  http_config: {basic_auth: {username: me, password: hidden-1}}
                route: {receiver: a}
                receivers:
                - name: a
                  slack_configs: [{channel: "#x"}]
                  pagerduty_configs: [{routing_key_file: key}]
                  webhook_configs: [{url: "http://example.org/hidden-2"}]
                  opsgenie_configs: [{api_key: hidden-3}]
                """);
        List<Integration> integrations = config.receivers().getFirst().integrations();
        Integration slack = integrations.stream().filter(one -> one.kind().equals("slack")).findFirst().orElseThrow();
        Integration pager = integrations.stream().filter(one -> one.kind().equals("pagerduty")).findFirst().orElseThrow();

        assertThat(slack.secret("app_token")).extracting(Secret::reveal).isEqualTo("xoxb-secret");
        assertThat(slack.secret("api_url")).extracting(Secret::reveal).isEqualTo("https://slack.com/api/chat.postMessage");
        assertThat(slack.sendResolved()).isFalse();
        assertThat(pager.sendResolved()).isTrue();
        assertThat(pager.secret("routing_key")).extracting(Secret::reveal).isEqualTo("from-the-file");
        assertThat(pager.text("url")).isEqualTo("https://events.pagerduty.com/v2/enqueue");
        assertThat(config.toString() + config.receivers()).doesNotContain("xoxb").doesNotContain("hidden");
        assertThat(config.withoutNotifier()).containsExactly("a (opsgenie)");
    }

    @Test
    void a_wrong_secret_is_not_in_the_message() {
        assertThatThrownBy(() -> read("route: {receiver: a}\nreceivers: [{name: a, slack_configs: [{api_url: 'hidden:// x'}]}]"))
                .hasMessageContaining("api_url").satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
    }

    @Test
    void the_check_names_what_will_not_be_sent_by(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.yml"), """
                route: {receiver: a, routes: [{receiver: b}]}
                receivers: [{name: a, sns_configs: [{topic_arn: x}]}, {name: b}]
                """);
        Path bad = Files.writeString(folder.resolve("bad.yml"), "receivers: []\nroute: {receiver: a}\n");
        var check = new RoutingConfigCheck();

        assertThat(check.isFor(Set.of("route", "receivers", "global"))).isTrue();
        assertThat(check.check(List.of(good, bad, folder.resolve("none.yml"))))
                .extracting(file -> file.summary() + String.join("", file.problems()))
                .containsExactly("an Alertmanager configuration of 2 routes, 2 receivers and 0 inhibitions; there is no notifier for a (sns)",
                        "Cannot read " + bad + ":2: undefined receiver \"a\" used in route",
                        "Cannot read " + folder.resolve("none.yml") + ": there is no such file");
    }

    @Test
    void the_check_reads_the_templates_too(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("good.tmpl"), "{{ define \"mine\" }}{{ .Status | toUpper }}{{ end }}");
        Path config = Files.writeString(folder.resolve("am.yml"), """
                templates: ["*.tmpl", "none/*.tmpl"]
                route: {receiver: a}
                receivers:
                - name: a
                  webhook_configs: [{url: "http://x"}]
                  email_configs:
                  - {to: me, smarthost: "h:25", from: x, html: '{{ template "mine" . }}', headers: {Subject: "{{ .Status | upper }}"}}
                """);
        var check = new RoutingConfigCheck();

        assertThat(check.check(List.of(config)).getFirst().problems()).containsExactly("Cannot use " + config
                + ": receiver a, email_configs[0].headers.Subject: template: :1: function \"upper\" not defined");
        Files.writeString(folder.resolve("bad.tmpl"), "{{ define \"x\" }}");
        assertThat(check.check(List.of(config)).getFirst().problems()).containsExactly("Cannot use " + config + ": template: bad.tmpl:1: unexpected EOF");
    }

    static RoutingConfig read(String text) {
        return RoutingConfigReader.read(Path.of("am.yml"), text);
    }
}
