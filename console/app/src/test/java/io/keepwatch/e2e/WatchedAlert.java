package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An alert of a rule file that is put beside the configuration while Keepwatch runs, on a metric that the test sends.
final class WatchedAlert {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String RULES = """
            groups:
              - name: watched
                interval: 2s
                rules:
                  - alert: LevelHigh
                    expr: watched_level > 5
                    for: 2s
                    annotations: {summary: 'The level is {{ $value }}'}
            """;

    private final Path folder;
    private String activeAt = "";

    WatchedAlert(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.writeString(configuration(), "keepwatch: {alerting: {rules: ['rules/*.yaml']}}\n");
    }

    Path configuration() {
        return folder.resolve("keepwatch.yaml");
    }

    void fire(RunningKeepwatch keepwatch) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("rules")).resolve("watched.yaml"), RULES);
        send(keepwatch, 10);
        await("the alert fires").atMost(PATIENCE).until(() -> states(keepwatch).equals(List.of("firing")));
        JsonNode alert = alerts(keepwatch).getFirst();
        assertThat(alert.at("/annotations/summary").asString()).isEqualTo("The level is 10");
        activeAt = alert.get("activeAt").asString();
    }

    /// Since the same moment as before, whoever was killed meanwhile.
    void stillFires(RunningKeepwatch keepwatch) {
        await("the alerts are known again").atMost(PATIENCE).until(() -> !states(keepwatch).isEmpty());
        assertThat(alerts(keepwatch)).singleElement().satisfies(alert -> {
            assertThat(alert.get("state").asString()).isEqualTo("firing");
            assertThat(alert.get("activeAt").asString()).isEqualTo(activeAt);
        });
    }

    void end(RunningKeepwatch keepwatch) {
        send(keepwatch, 1);
        await("the alert ends").atMost(PATIENCE).until(() -> states(keepwatch).isEmpty());
    }

    private static List<String> states(RunningKeepwatch keepwatch) {
        return alerts(keepwatch).stream().map(alert -> alert.get("state").asString()).toList();
    }

    private static List<JsonNode> alerts(RunningKeepwatch keepwatch) {
        return JsonMapper.shared().readTree(keepwatch.get("/api/v1/alerts").body()).at("/data/alerts").valueStream()
                .filter(alert -> alert.at("/labels/alertname").asString().equals("LevelHigh")).toList();
    }

    private static void send(RunningKeepwatch keepwatch, int level) {
        var export = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + keepwatch.port("otlpHttp") + "/v1/metrics"))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("""
                        {"resourceMetrics": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "tank"}}]},
                          "scopeMetrics": [{"metrics": [{"name": "watched.level", "gauge": {"dataPoints": [
                            {"timeUnixNano": "%d", "asDouble": %d}]}}]}]}]}""".formatted(System.currentTimeMillis() * 1_000_000, level))).build();
        await("the level is stored").atMost(PATIENCE).until(() -> keepwatch.send(export).statusCode() == 200);
    }
}
