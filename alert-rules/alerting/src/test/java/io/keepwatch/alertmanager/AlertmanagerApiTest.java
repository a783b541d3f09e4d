package io.keepwatch.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.routing.RoutingConfigReader;
import io.keepwatch.alerting.silencing.SilencesForTests;
import io.keepwatch.metadata.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The alerts, silences and routes of a recorded Alertmanager 0.25, and what was asked of it and it answered.
class AlertmanagerApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROUTING = """
            global: {slack_api_url: 'http://127.0.0.1:19395/hidden', slack_app_token: xoxb-hidden-1, slack_app_url: 'http://127.0.0.1:19395/hidden'}
            route:
              receiver: hook
              group_by: [alertname]
              group_wait: 1s
              routes:
              - {receiver: pd, matchers: [severity="critical"], continue: true}
              - {receiver: slack, matchers: ['severity=~"warning|critical"'], continue: true, labels: {team: web}}
              - {receiver: hook}
              - {receiver: never, mute_time_intervals: [always], matchers: [a="b"]}
            inhibit_rules:
            - {source_matchers: [alertname="ClusterDown"], target_matchers: [alertname!="ClusterDown", severity="warning"], equal: [cluster]}
            time_intervals: [{name: always, time_intervals: [{times: [{start_time: 00:00, end_time: "24:00"}]}]}]
            receivers:
            - name: hook # hidden-2
              webhook_configs:
              - url: 'https://user:hidden-3@example.org:8443/hidden-4'
                http_config: &http {authorization: {credentials: hidden-5}, proxy_url: 'http://u:hidden-6@proxy', oauth2: {client_secret: hidden-7}}
            - {name: pd, labels: {owner: sre}, pagerduty_configs: [{routing_key: hidden-8, http_config: *http}]}
            - {name: slack, slack_configs: [{channel: '#alerts', app_token: hidden-9}]}
            - {name: never}
            """;

    @TempDir
    private static Path folder;
    private static TestDatabase database;

    private Instant now = Instant.parse("2026-11-20T18:28:00Z");
    private Api api;

    @BeforeAll
    static void open() {
        database = TestDatabase.h2(folder.resolve("home"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void start() {
        database.jdbc().sql("delete from silence").update();
        api = api(RoutingConfigReader.read(folder.resolve("am.yml"), ROUTING));
    }

    private Api api(RoutingConfig config) {
        InstantSource time = () -> now;
        return new Api(config, SilencesForTests.in(database, time.withZone(ZoneOffset.UTC)), time);
    }

    private MockHttpServletResponse get(String path) {
        return api.call("GET", URI.create("/api/v2" + path), "");
    }

    private JsonNode json(String path) {
        MockHttpServletResponse answer = get(path);
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return read(answer);
    }

    private static JsonNode read(MockHttpServletResponse answer) {
        return JSON.readTree(answer.getContentAsByteArray());
    }

    private MockHttpServletResponse post(String path, String body) {
        return api.call("POST", URI.create("/api/v2" + path), body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void postRecorded() {
        alert("2026-11-20T18:27:51.049Z", "ClusterDown", "c3", "i5", "critical");
        alert("2026-11-20T18:27:34.713Z", "Lag", "c2", "i3", "warning");
        alert("2026-11-20T18:27:52.073Z", "Noise", "c3", "i6", "warning");
        now = Instant.parse("2026-11-20T18:28:00Z");
    }

    private void alert(String at, String name, String cluster, String instance, String severity) {
        now = Instant.parse(at);
        String body = """
                [{"labels":{"alertname":"%s","cluster":"%s","instance":"%s","severity":"%s","empty":""},"annotations":{"summary":"%1$s on %3$s"},
                "startsAt":"2026-11-20T18:27:19.000Z","endsAt":"2026-11-20T18:37:19.000Z","generatorURL":"http://prom/g"}]
                """.formatted(name, cluster, instance, severity);
        MockHttpServletResponse answer = post("/alerts", body);
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsByteArray()).isEmpty();
    }

    private List<String> names(String query) {
        return json("/alerts" + query).valueStream().map(alert -> alert.at("/labels/alertname").asString()).toList();
    }

    @Test
    void alerts_and_groups_are_as_they_were_recorded() throws IOException {
        String data = System.getenv("KEEPWATCH_CONFORMANCE_DATA");
        if (data == null || data.isBlank()) {
            System.out.println("KEEPWATCH_CONFORMANCE_DATA is not set: no answer was compared with Alertmanager's");
            return;
        }
        Path recorded = Path.of(data, "alertmanager/captured");
        api = api(RoutingConfigReader.read(recorded.resolve("amrun.yml")));
        postRecorded();

        assertThat(withoutYoung(json("/alerts"))).isEqualTo(JSON.readTree(Files.readString(recorded.resolve("alerts_api.json"))));
        JsonNode groups = json("/alerts/groups");
        groups.forEach(group -> ((ObjectNode) group).remove("routeLabels"));
        groups.forEach(group -> withoutYoung(group.path("alerts")));
        assertThat(groups).isEqualTo(JSON.readTree(Files.readString(recorded.resolve("groups_api.json"))));
        JsonNode receivers = json("/receivers");
        receivers.forEach(receiver -> ((ObjectNode) receiver).remove("labels"));
        assertThat(receivers).isEqualTo(JSON.readTree(Files.readString(recorded.resolve("receivers_api.json"))));

        now = Instant.parse("2026-11-20T18:27:56.381Z");
        post("/silences", "{\"comment\":\"c\",\"createdBy\":\"me\",\"startsAt\":\"2026-11-20T18:27:56.206Z\",\"endsAt\":\"2026-11-20T19:27:56.206Z\","
                + "\"matchers\":[{\"isEqual\":true,\"isRegex\":false,\"name\":\"alertname\",\"value\":\"Lag\"}]}");
        assertThat(withoutId(json("/silences"))).isEqualTo(withoutId(JSON.readTree(Files.readString(recorded.resolve("silences_api.json")))));
        JsonNode status = json("/status");
        JsonNode recordedStatus = JSON.readTree(Files.readString(recorded.resolve("status_api.json")));
        assertThat(status.propertyNames()).containsExactlyInAnyOrderElementsOf(recordedStatus.propertyNames());
        assertThat(status.get("cluster")).isEqualTo(recordedStatus.get("cluster"));
        assertThat(status.get("versionInfo").propertyNames()).containsExactlyInAnyOrderElementsOf(recordedStatus.get("versionInfo").propertyNames());
    }

    private static JsonNode withoutYoung(JsonNode alerts) {
        alerts.forEach(alert -> ((ObjectNode) alert.get("status")).remove("mutedBy"));
        return alerts;
    }

    private static JsonNode withoutId(JsonNode silences) {
        silences.forEach(silence -> ((ObjectNode) silence).remove(List.of("id", "annotations")));
        return silences;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alertname="Lag"                        | [Lag]
            severity=~"warn.*"                     | [Lag, Noise]
            alertname=Lag                          | [Lag]
            none=""                                | []
            none!="x"                              | [ClusterDown, Lag, Noise]
            cluster=""                             | [ClusterDown, Lag, Noise]
            """)
    void alerts_are_filtered_by_labels(String filter, String names) {
        postRecorded();
        assertThat(names("?filter=" + encoded(filter))).hasToString(names);
    }

    @ParameterizedTest
    @CsvSource({"?inhibited=false, '[ClusterDown, Lag]'", "?active=false, [Noise]", "?receiver=p., [ClusterDown]", "?receiver=p, []",
            "?receiver_matchers=owner%3D%22sre%22, [ClusterDown]", "?active=false&inhibited=0, []"})
    void alerts_are_filtered_by_what_becomes_of_them(String query, String names) {
        postRecorded();
        assertThat(names(query)).hasToString(names);
    }

    @Test
    void silenced_and_muted_alerts_say_by_what() {
        postRecorded();
        String id = read(post("/silences", silence("", "severity", "warning"))).get("silenceID").asString();

        assertThat(json("/alerts?filter=alertname%3DNoise").at("/0/status")).hasToString("{\"state\":\"suppressed\",\"silencedBy\":[\"" + id
                + "\"],\"inhibitedBy\":[\"0f4b2c35b1404dcb\"],\"mutedBy\":[]}");
        assertThat(names("?silenced=false")).containsExactly("ClusterDown");
        api = api(RoutingConfigReader.read(folder.resolve("am.yml"), ROUTING.replace("  - {receiver: hook}\n", "")));
        post("/alerts", "[{\"labels\":{\"a\":\"b\"}}]");
        assertThat(json("/alerts/groups").at("/0/alerts/0/status/mutedBy").toString()).isEqualTo("[\"always\"]");
        assertThat(json("/alerts/groups?muted=false")).isEmpty();
        assertThat(json("/alerts/groups?receiver=hook")).isEmpty();
    }

    @Test
    void an_alert_without_times_starts_now_and_ends_when_it_is_not_sent_again() {
        post("/alerts", "[{\"labels\":{\"alertname\":\"foo\"},\"startsAt\":\"0001-01-01T00:00:00.000Z\",\"endsAt\":\"0001-01-01T00:00:00.000Z\"}]");

        JsonNode alert = json("/alerts").get(0);
        assertThat(alert.get("startsAt").asString()).isEqualTo("2026-11-20T18:28:00.000Z");
        assertThat(alert.get("endsAt").asString()).isEqualTo("2026-11-20T18:33:00.000Z");
        assertThat(alert.has("generatorURL")).isFalse();
        now = now.plusSeconds(301);
        assertThat(json("/alerts")).isEmpty();
        assertThat(json("/alerts/groups")).isEmpty();
    }

    @Test
    void valid_alerts_are_taken_though_others_are_not() {
        MockHttpServletResponse answer = post("/alerts", "[{\"labels\":{\"a\":\"\"}}, {\"labels\":{\"alertname\":\"good\"}},"
                + "{\"labels\":{\"a\":\"b\"},\"startsAt\":\"2026-01-02T00:00:00+01:00\",\"endsAt\":\"2026-01-01T00:00:00Z\"}]");

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(read(answer).asString()).isEqualTo("at least one label pair required; start time must be before end time");
        assertThat(names("")).containsExactly("good");
    }

    @Test
    void silences_are_created_changed_found_and_ended() {
        String id = read(post("/silences", silence("", "a", "b"))).get("silenceID").asString();
        assertThat(read(post("/silences", silence(id, "a", "b"))).get("silenceID").asString()).isEqualTo(id);
        assertThat(read(post("/silences", silence(id, "a", "c"))).get("silenceID").asString()).isNotEqualTo(id);

        assertThat(json("/silence/" + id).at("/status/state").asString()).isEqualTo("expired");
        assertThat(json("/silences?expired=false").valueStream().map(one -> one.at("/matchers/0/value").asString())).containsExactly("c");
        assertThat(json("/silences?filter=a%3Dc")).hasSize(1);
        assertThat(json("/silences?filter=a%3Dc&active=false")).isEmpty();
        String other = json("/silences?expired=false").at("/0/id").asString();
        MockHttpServletResponse ended = api.call("DELETE", URI.create("/api/v2/silence/" + other), "");
        assertThat(ended.getStatus()).isEqualTo(200);
        assertThat(json("/silences?expired=false")).isEmpty();
        assertThat(post("/silences", silence("none", "a", "b")).getStatus()).isEqualTo(404);
        assertThat(get("/silence/none").getStatus()).isEqualTo(404);
        assertThat(api.call("DELETE", URI.create("/api/v2/silence/none"), "").getStatus()).isEqualTo(404);
    }

    private String silence(String id, String name, String value) {
        return "{\"id\":\"" + id + "\",\"comment\":\"c\",\"createdBy\":\"me\",\"startsAt\":\"" + now + "\",\"endsAt\":\"" + now.plusSeconds(3600)
                + "\",\"matchers\":[{\"isRegex\":false,\"name\":\"" + name + "\",\"value\":\"" + value + "\"}]}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /alerts?filter=%7B            |                                     | 400 | "
            GET  | /silences?filter=a             |                                     | 400 | "bad matcher format: a"
            GET  | /alerts?receiver=(            |                                     | 400 | "failed to parse receiver param: error parsing regexp: missing closing )
            GET  | /alerts?active=perhaps        |                                     | 422 | {"code":602,"message":"active in query must be of type boolean
            POST | /alerts                       | {                                   | 400 | {"code":400,"message":"parsing alerts body from
            POST | /alerts                       | [{}]                                | 422 | {"code":602,"message":"labels in body is required"}
            POST | /silences                     | {"comment":"c"}                     | 422 | {"code":602,"message":"createdBy in body is required"}
            GET  | /nothing                      |                                     | 404 | {"code":404,"message":"path /api/v2/nothing was not found"}
            """)
    void errors_have_alertmanagers_form(String method, String path, String body, int status, String start) {
        MockHttpServletResponse answer = api.call(method, URI.create("/api/v2" + path), body == null ? "" : body);
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8)).startsWith(start);
    }

    @Test
    void a_silence_that_mutes_everything_or_is_over_is_refused() {
        String all = silence("", "a", ".*").replace("\"isRegex\":false", "\"isRegex\":true");
        assertThat(read(post("/silences", all)).asString()).isEqualTo("at least one matcher must not match the empty string");
        String over = silence("", "a", "b").replace(now.toString(), "2026-01-01T00:00:00Z").replace(now.plusSeconds(3600).toString(), "2026-01-01T01:00:00Z");
        assertThat(read(post("/silences", over)).asString()).isEqualTo("Failed to create silence: end time can't be in the past");
    }

    @Test
    void the_configuration_is_shown_without_secrets() {
        String original = json("/status").at("/config/original").asString();

        assertThat(original).doesNotContain("hidden").contains("routing_key: \"<secret>\"", "https://example.org:8443/", "severity=~\"warning|critical\"");
        RoutingConfig shown = RoutingConfigReader.read(folder.resolve("am.yml"), original.replace("\"<secret>\"", "http://x"));
        assertThat(shown.route()).isEqualTo(RoutingConfigReader.read(folder.resolve("am.yml"), ROUTING).route());
    }

    /// As it decides whether it talks to Prometheus' Alertmanager or to Mimir's.
    @Test
    void grafana_takes_it_for_an_alertmanager() {
        assertThat(api.call("GET", URI.create("/alertmanager/api/v2/status"), "").getStatus()).isEqualTo(404);
        assertThat(get("/status").getStatus()).isEqualTo(200);
        assertThat(json("/alerts/groups").isArray()).isTrue();
        assertThat(json("/silences").isArray()).isTrue();
    }
}
