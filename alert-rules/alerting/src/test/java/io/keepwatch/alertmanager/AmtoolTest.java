package io.keepwatch.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.keepwatch.alerting.routing.RoutingConfigReader;
import io.keepwatch.alerting.silencing.SilencesForTests;
import io.keepwatch.metadata.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's amtool, every command that asks an Alertmanager.
class AmtoolTest {

    private static final String ROUTING = """
            route:
              receiver: team
              group_by: [alertname]
              routes: [{receiver: pager, matchers: ['severity="critical"'], continue: true}, {receiver: team}]
            receivers:
            - {name: team, slack_configs: [{app_token: xoxb-hidden, channel: '#alerts'}]}
            - name: pager
              pagerduty_configs: [{routing_key: hidden}]
              webhook_configs: [{url: 'http://example.org/hidden'}]
              email_configs: [{to: me@example.org, smarthost: 'mail.example.org:465', from: x@example.org, force_implicit_tls: true}]
            """;

    @TempDir
    private Path folder;

    private TestDatabase database;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        database = TestDatabase.h2(folder.resolve("home"));
        Clock clock = Clock.systemUTC();
        server = new Api(RoutingConfigReader.read(folder.resolve("am.yml"), ROUTING), SilencesForTests.in(database, clock), clock).listen();
    }

    @AfterEach
    void close() {
        server.stop(0);
        database.close();
    }

    private String amtool(String... arguments) {
        List<String> command = new ArrayList<>(List.of("amtool", "--alertmanager.url=http://127.0.0.1:" + server.getAddress().getPort()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(folder, "amtool", ".txt");
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            String text = Files.readString(output, StandardCharsets.UTF_8).strip();
            assertThat(process.exitValue()).as("%s: %s", String.join(" ", arguments), text).isZero();
            return text;
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run amtool; on Debian it is in the package prometheus-alertmanager", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void alerts_and_silences() throws IOException {
        amtool("alert", "add", "foo", "severity=critical", "inst=x1", "--annotation=summary=it burns");
        assertThat(amtool("alert", "query")).contains("foo", "it burns", "active");
        assertThat(amtool("alert", "query", "severity=critical", "-o", "extended")).contains("severity=\"critical\"");
        assertThat(amtool("alert", "query", "alertname=bar")).doesNotContain("foo");

        String id = amtool("silence", "add", "alertname=foo", "inst=~\"x.*\"", "--comment=known", "--duration=1h", "--author=me");
        assertThat(id).matches("[0-9a-f-]{36}");
        assertThat(amtool("alert", "query")).doesNotContain("foo");
        assertThat(amtool("alert", "query", "--silenced")).contains("foo", "suppressed");
        assertThat(amtool("silence", "query", "-q")).isEqualTo(id);
        assertThat(amtool("silence", "query", "alertname=foo", "--created-by=me")).contains("inst=~\"x.*\"", "known");

        assertThat(amtool("silence", "update", id, "--duration=2h", "--comment=still known")).contains(id, "still known");
        Path exported = Files.writeString(folder.resolve("silences.json"), amtool("silence", "query", "-o", "json"));
        amtool("silence", "expire", id);
        assertThat(amtool("silence", "query", "-q")).isEmpty();
        assertThat(amtool("silence", "query", "-q", "--expired")).isEqualTo(id);
        assertThat(amtool("alert", "query")).contains("foo");
        assertThat(amtool("silence", "import", "--force", exported.toString())).isNotEmpty();
        assertThat(amtool("alert", "query")).doesNotContain("foo");
    }

    @Test
    void configuration_cluster_and_templates() throws IOException {
        assertThat(amtool("config", "show")).contains("receiver: team").doesNotContain("hidden");
        assertThat(amtool("config", "routes", "show")).contains("{severity=\"critical\"}", "continue: true", "receiver: pager");
        assertThat(amtool("config", "routes", "test", "severity=critical")).isEqualTo("pager,team");
        assertThat(amtool("config", "routes", "test", "--verify.receivers=team", "severity=warning")).contains("team");
        assertThat(amtool("cluster", "show")).contains("disabled");
        Path template = Files.writeString(folder.resolve("x.tmpl"), "{{ define \"x\" }}<{{ .Status }}>{{ end }}");
        assertThat(amtool("template", "render", "--template.glob=" + template, "--template.text={{ template \"x\" . }}")).as("of the example that it fills it with").isEqualTo("<alertstatus>");
    }
}
