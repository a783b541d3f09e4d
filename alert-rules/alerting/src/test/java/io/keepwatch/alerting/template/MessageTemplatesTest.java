package io.keepwatch.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Alertmanager's dialect: data, functions and default messages; the latter beside what a real Alertmanager sent.
class MessageTemplatesTest {

    private static final String VARIABLE = "KEEPWATCH_CONFORMANCE_DATA";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final MessageTemplates TEMPLATES = MessageTemplates.builtIn();
    private static final MessageData DATA = new MessageData("team", List.of(
            alert(Labels.of("alertname", "Disk", "host", "a", "severity", "critical"), null),
            alert(Labels.of("alertname", "Disk", "host", "b", "severity", "critical"), NOW.minusSeconds(60))),
            Labels.of("alertname", "Disk"), routeLabels("team", "{{ .GroupLabels.alertname }}s", "text", "to {{ routeLabels \"team\" }}"), "first",
            URI.create("https://watch.example.org"), NOW);

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '\0', value = {
            "{{ template \"slack.default.title\" . }}§[FIRING:1] Disk (critical)",
            "{{ template \"pagerduty.default.client\" . }} {{ template \"pagerduty.default.clientURL\" . }}§Keepwatch https://watch.example.org/alerts?receiver=team",
            "{{ template \"slack.default.color\" . }}{{ template \"slack.default.text\" . }}§danger",
            "{{ .Status }} {{ len .Alerts }} {{ len .Alerts.Firing }} {{ len .Alerts.Resolved }} {{ .Receiver }} {{ .ExternalURL }}§firing 2 1 1 team https://watch.example.org",
            "{{ .CommonLabels }} | {{ .GroupLabels }} | {{ .CommonAnnotations.summary }}§alertname=Disk, severity=critical | alertname=Disk | full",
            "{{ range .Alerts }}{{ .Labels.SortedPairs.Values | join \",\" }};{{ end }}§Disk,a,critical;Disk,b,critical;",
            "{{ .CommonLabels.Names.Join \"/\" }} {{ .CommonLabels.Values }} {{ (.CommonLabels.Remove (stringSlice \"severity\")).Names }}§alertname/severity [Disk critical] [alertname]",
            "{{ range .CommonLabels.SortedPairs }}{{ .Name }}={{ .Value }} {{ end }}{{ .CommonLabels.SortedPairs }}§alertname=Disk severity=critical alertname=Disk, severity=critical",
            "{{ (index .Alerts 0).StartsAt | date \"15:04 MST\" }} {{ (index .Alerts 0).StartsAt | tz \"Europe/Paris\" | date \"15:04 MST\" }}§11:50 UTC 12:50 CET",
            "{{ since (index .Alerts 0).StartsAt }} {{ since (index .Alerts 0).StartsAt | humanizeDuration }} {{ now.Unix }}§10m0s 10m 0s 1795262400",
            "{{ (index .Alerts 0).EndsAt.IsZero }} {{ (index .Alerts 0).EndsAt }} {{ (index .Alerts 1).EndsAt.IsZero }}§true 0001-01-01 00:00:00 +0000 UTC false",
            "{{ \"it's hIGH time\" | title }} {{ toUpper \"a\" }} {{ toLower \"B\" }} [{{ trimSpace \" x \" }}] {{ match \"^a\" \"abc\" }}§It's High Time A b [x] true",
            "{{ reReplaceAll \"(.*)b\" \"$1-\" \"ab\" }} {{ urlUnescape \"a%20b\" }} {{ base64encode \"a?>\" }} {{ base64decode \"YT8-\" }}§a- a b YT8- a?>",
            "{{ $d := dict \"a\" 1 \"b\" (list 1 \"x\") }}{{ $d.a }} {{ toJson $d }} {{ append (list 1) 2 3 }} {{ toJson .GroupLabels }}§1 {\"a\":1,\"b\":[1,\"x\"]} [1 2 3] {\"alertname\":\"Disk\"}",
            "{{ routeLabels \"text\" }}{{ routeLabels \"none\" }} {{ .NotificationReason }}§to Disks first",
            "{{ .GroupLabels.none }}{{ .CommonAnnotations.none }}{{ if not .GroupLabels.none }}empty{{ end }}§empty",
            "{{ \"<b>\" | safeHtml }}{{ \"<i>\" }}§<b><i>",
    })
    void a_setting_is_filled(String setting, String filled) {
        assertThat(TEMPLATES.text(setting, DATA)).isEqualTo(filled);
    }

    @Test
    void html_escapes_what_does_not_say_that_it_is_html_and_lets_no_script_be_a_link() {
        assertThat(TEMPLATES.html("<p>{{ \"<i>&\" }}{{ \"<b>\" | safeHtml }}{{ .GroupLabels.none }}</p>",
                DATA)).isEqualTo("<p>&lt;i&gt;&amp;<b></p>");
        assertThat(TEMPLATES.html("<a href=\"{{ \"javascript:alert(1)\" }}\" title=\"{{ \"x\\\" y\" }}\">", DATA)).isEqualTo("<a href=\"#\" title=\"x&#34; y\">");
        assertThat(TEMPLATES.html("<a href=\"{{ \"https://x/?a=1&b=2\" }}\"><a href=\"{{ \"/p:q\" }}\">", DATA))
                .isEqualTo("<a href=\"https://x/?a=1&amp;b=2\"><a href=\"/p:q\">");
        assertThat(TEMPLATES.html("{{ template \"email.default.html\" . }}", DATA)).contains("1 firing", "1 resolved", "#c62828",
                "until 2026-11-21 11:59:00 UTC", "<a href=\"https://watch.example.org/alerts?receiver=team\">View in Keepwatch</a>");
    }

    @Test
    void a_file_of_the_user_replaces_a_message_and_a_mistake_in_it_is_named() {
        MessageTemplates own = TEMPLATES.with("own.tmpl", "{{ define \"slack.default.title\" }}Mine: {{ template \"__subject\" . }}{{ end }}");

        assertThat(own.text("{{ template \"slack.default.title\" . }}", DATA)).isEqualTo("Mine: [FIRING:1] Disk (critical)");
        assertThat(TEMPLATES.text("{{ template \"slack.default.title\" . }}", DATA)).isEqualTo("[FIRING:1] Disk (critical)");
        assertThatThrownBy(() -> TEMPLATES.with("own.tmpl", "{{ define \"x\" }}{{ nothing }}{{ end }}")).isInstanceOf(TemplateException.class)
                .hasMessage("template: own.tmpl:1: function \"nothing\" not defined");
        assertThatThrownBy(() -> TEMPLATES.text("{{ template \"none\" . }}", DATA)).isInstanceOf(TemplateException.class)
                .hasMessage("template: :1:12: executing \"\" at <{{template \"none\" .}}>: template \"none\" not defined");
    }

    @Test
    void labels_of_a_route_that_name_each_other_in_a_circle_are_an_error() {
        var data = new MessageData("team", DATA.alerts(), DATA.groupLabels(), routeLabels("a", "{{ routeLabels \"b\" }}", "b", "{{ routeLabels \"a\" }}"), "",
                DATA.externalUrl(), NOW);

        assertThatThrownBy(() -> TEMPLATES.text("{{ routeLabels \"a\" }}", data)).hasMessageContaining("route label cycle detected: a -> b -> a");
    }

    @Test
    void default_messages_say_what_alertmanager_said_of_the_same_alerts() throws IOException {
        String folder = System.getenv(VARIABLE);
        if (folder == null) {
            System.out.println("Message conformance: none run, " + VARIABLE + " is not set; the file is what an Alertmanager 0.25 sent");
            return;
        }
        List<JsonNode> sent = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(folder, "alertmanager", "captured", "sink.jsonl"))) {
            sent.add(new JsonMapper().readTree(line));
        }
        int compared = 0;
        for (JsonNode hook : sent) {
            if (!"/hook".equals(hook.path("path").asString(""))) {
                continue;
            }
            MessageData data = data(hook.get("body"));
            for (JsonNode other : sent) {
                boolean sameFlush = other.path("t").asDouble(-1) == hook.get("t").asDouble();
                String title = other.path("body").path("attachments").path(0).path("title").asString("");
                if (sameFlush && title.contains(hook.get("body").get("groupLabels").get("alertname").asString())) {
                    assertThat(TEMPLATES.text("{{ template \"slack.default.title\" . }}", data)).isEqualTo(title);
                    compared++;
                }
                String summary = other.path("body").path("payload").path("summary").asString("");
                if (sameFlush && summary.contains(hook.get("body").get("groupLabels").get("alertname").asString())) {
                    assertThat(TEMPLATES.text("{{ template \"pagerduty.default.description\" . }}", data)).isEqualTo(summary);
                    assertThat(TEMPLATES.text("{{ template \"pagerduty.default.instances\" .Alerts.Firing }}", data))
                            .isEqualTo(other.get("body").get("payload").get("custom_details").get("firing").asString());
                    compared++;
                }
            }
        }
        System.out.println("Message conformance: " + compared + " messages compared");
        assertThat(compared).isGreaterThan(5);
    }

    private static MessageData data(JsonNode body) {
        List<MessageAlert> alerts = body.get("alerts").valueStream().map(alert -> new MessageAlert(Labels.of(texts(alert.get("labels"))),
                texts(alert.get("annotations")), Instant.parse(alert.get("startsAt").asString()),
                alert.get("status").asString().equals("firing") ? null : Instant.parse(alert.get("endsAt").asString()),
                alert.get("generatorURL").asString(), alert.get("fingerprint").asString())).toList();
        var data = new MessageData(body.get("receiver").asString(), alerts, Labels.of(texts(body.get("groupLabels"))), Collections.emptySortedMap(), "",
                URI.create(body.get("externalURL").asString()), NOW);
        assertThat(data.commonLabels()).isEqualTo(texts(body.get("commonLabels")));
        assertThat(data.commonAnnotations()).isEqualTo(texts(body.get("commonAnnotations")));
        assertThat(data.status()).isEqualTo(body.get("status").asString());
        return data;
    }

    private static SortedMap<String, String> texts(JsonNode object) {
        var texts = new TreeMap<String, String>();
        object.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asString()));
        return texts;
    }

    private static MessageAlert alert(Labels labels, @Nullable Instant endsAt) {
        return new MessageAlert(labels, new TreeMap<>(Map.of("summary", "full")), NOW.minusSeconds(600), endsAt, "https://g", "f");
    }

    private static SortedMap<String, String> routeLabels(String... pairs) {
        return Labels.of(pairs).toMap();
    }
}
