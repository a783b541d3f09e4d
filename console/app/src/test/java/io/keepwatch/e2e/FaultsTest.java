package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts that go wrong, and what is left after a `kill -9`.
class FaultsTest {

    @Test
    void after_kill_9_the_same_data_directory_starts_again_with_its_users_and_data(@TempDir Path folder) {
        Path home = folder.resolve("data");
        try (var first = RunningKeepwatch.start(home)) {
            first.post("/api/access/users", "{\"name\": \"kept\", \"password\": \"long enough\", \"role\": \"viewer\"}");
            first.kill();
        }
        try (var second = RunningKeepwatch.start(home)) {
            assertThat(second.get("/api/access/users").body()).contains("\"kept\"");
            assertThat(second.get("/actuator/health/readiness").body()).contains("UP");
        }
    }

    @Test
    void a_second_start_on_the_same_data_directory_says_who_has_it(@TempDir Path folder) {
        Path home = folder.resolve("data");
        try (var first = RunningKeepwatch.start(home)) {
            // the first one's ports.json would make the second look started
            assertThat(RefusedStart.output(Map.of("KEEPWATCH_HOME", home.toString())))
                    .contains("keepwatch: Cannot use the data directory " + home)
                    .contains("process " + first.pid());
            assertThat(first.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_port_in_use_is_one_line(@TempDir Path folder) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(RefusedStart.output(Map.of(
                    "KEEPWATCH_HOME", folder.resolve("data").toString(),
                    "KEEPWATCH_HTTP_PORT", Integer.toString(taken.getLocalPort()))))
                    .contains("Cannot listen on port " + taken.getLocalPort())
                    .contains("KEEPWATCH_HTTP_PORT")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_broken_configuration_stops_the_start_with_its_line(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keepwatch.yaml"), "keepwatch:\n  telemetri:\n    retention: {logs: 7d}\n");
        assertThat(RefusedStart.output(Map.of(
                "KEEPWATCH_HOME", folder.resolve("data").toString(), "KEEPWATCH_CONFIG", file.toString())))
                .contains("keepwatch.yaml:").contains("telemetri").doesNotContain("\tat ");
    }

    @Test
    void an_unreachable_clickhouse_lets_us_start_and_be_not_ready(@TempDir Path folder) throws Exception {
        var environment = Map.of("KEEPWATCH_CLICKHOUSE_URL", "http://127.0.0.1:9");
        try (var started = RunningKeepwatch.startUnready(folder.resolve("data"), environment)) {
            assertThat(started.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(started.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            var answer = started.send(HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + started.port("otlpHttp") + "/v1/traces"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("""
                            {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "5b8efff798038103d269b633813fc60c",
                             "spanId": "eee19b7ec3c1b174", "name": "lost?", "kind": 2,
                             "startTimeUnixNano": "%1$d", "endTimeUnixNano": "%1$d"}]}]}]}"""
                            .formatted(System.currentTimeMillis() * 1_000_000))).build());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }
}
