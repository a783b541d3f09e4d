package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseEndpoint;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The two roles in two processes, which share one PostgreSQL and one ClickHouse.
@ExtendWith({EmbeddedClickHouseExtension.class, PostgresExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TRACE = "5b8efff798038103d269b633813fc60c";

    private final ClickHouseEndpoint clickhouse;
    private final String metadata;
    @TempDir
    private static Path folder;
    private RunningKeepwatch collector;
    private RunningKeepwatch control;

    RolesTest(ClickHouse clickhouse, PostgresServer postgres) {
        this.clickhouse = clickhouse.current();
        this.metadata = postgres.newDatabase();
    }

    @BeforeAll
    void start() {
        collector = start("collector", Map.of());
        control = start("control", Map.of("KEEPWATCH_TELEMETRY_ENDPOINT", "http://127.0.0.1:" + collector.port("otlpGrpc")));
    }

    @AfterAll
    void stop() {
        control.close();
        collector.close();
    }

    @Test
    void what_the_collector_takes_in_is_seen_in_the_console() {
        var export = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector.port("otlpHttp") + "/v1/traces"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]},
                          "scopeSpans": [{"spans": [{"traceId": "%1$s", "spanId": "eee19b7ec3c1b174", "name": "buy", "kind": 2,
                            "startTimeUnixNano": "%2$d", "endTimeUnixNano": "%2$d"}]}]}]}"""
                        .formatted(TRACE, System.currentTimeMillis() * 1_000_000))).build();
        assertThat(collector.send(export).statusCode()).isEqualTo(200);

        assertThat(control.sql("SELECT SpanName FROM otel_traces WHERE TraceId = '" + TRACE + "' FORMAT TSV")).isEqualTo("buy\n");
        assertThat(call(control, "/login", "text/html").statusCode()).isEqualTo(200);
    }

    @Test
    void the_collector_serves_health_and_metrics() {
        assertThat(call(collector, "/actuator/health/readiness", "*/*").statusCode()).isEqualTo(200);
        assertThat(call(collector, "/metrics", "text/html").body()).contains("# TYPE keepwatch_ingest_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/traces", "/api/audit", "/api/access/users", "/api/demo", "/VAADIN/build/index.js"})
    void the_collector_says_that_the_console_is_elsewhere(String path) {
        HttpResponse<String> page = call(collector, path, "text/html");
        HttpResponse<String> problem = call(collector, path, "application/json");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type")).get().asString().startsWith("text/plain");
        assertThat(page.body()).contains("only collects telemetry", "role control");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void control_takes_no_telemetry_in_and_both_send_their_own_to_the_collector() {
        assertThat(control.listensOn("otlpGrpc")).isFalse();
        assertThat(control.listensOn("otlpHttp")).isFalse();
        // metrics, which are sent again and again: a process that has nothing to say for a while sends no logs
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(control.sql(
                "SELECT uniqExact(resource['service.instance.id']) FROM metric_series WHERE resource['service.name'] = 'keepwatch' FORMAT TSV"))
                .isEqualTo("2\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector", "control"})
    void a_process_of_one_role_refuses_the_embedded_databases_in_one_line(String role) {
        assertThat(RefusedStart.output(Map.of("KEEPWATCH_HOME", folder.resolve("refused-" + role).toString(), "KEEPWATCH_ROLES", role)))
                .contains("KEEPWATCH_ROLES").contains("set KEEPWATCH_CLICKHOUSE_URL and KEEPWATCH_DATABASE_URL")
                .doesNotContain("\tat ");
    }

    private RunningKeepwatch start(String role, Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "KEEPWATCH_ROLES", role,
                "KEEPWATCH_CLICKHOUSE_URL", clickhouse.url() + "/" + clickhouse.database(),
                "KEEPWATCH_CLICKHOUSE_USER", clickhouse.writer().user(),
                "KEEPWATCH_CLICKHOUSE_PASSWORD", clickhouse.writer().password().reveal(),
                "KEEPWATCH_DATABASE_URL", metadata,
                "KEEPWATCH_DATABASE_USER", "postgres"));
        environment.putAll(more);
        return RunningKeepwatch.start(folder.resolve(role), environment);
    }

    private static HttpResponse<String> call(RunningKeepwatch process, String path, String accept) {
        return process.send(HttpRequest.newBuilder(URI.create(process.url(path))).header("Accept", accept).build());
    }
}
