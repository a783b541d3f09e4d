package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demo as a newcomer meets it: its telemetry arrives, it can be broken and mended, and what changed can be seen.
@WithDemo
class DemoWorkloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningKeepwatch keepwatch;

    DemoWorkloadTest(RunningKeepwatch keepwatch) {
        this.keepwatch = keepwatch;
        await("the demo runs").atMost(PATIENCE).until(() -> demo().path("phase").asString().equals("RUNNING"));
    }

    @Test
    void a_visit_is_one_trace_from_the_front_end_to_the_database_with_its_logs() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sql("""
                SELECT count() FROM (
                  SELECT TraceId FROM otel_traces
                  GROUP BY TraceId
                  HAVING countIf(ServiceName = 'quotes-web' AND SpanKind = 'Server') > 0
                     AND countIf(ServiceName = 'quotes-api' AND SpanKind = 'Server') > 0
                     AND countIf(ServiceName = 'quotes-api' AND SpanAttributes['db.system.name'] = 'postgresql') > 0)
                FORMAT TSV""")).isNotEqualTo("0"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sql("""
                SELECT count() FROM otel_logs
                WHERE ServiceName = 'quotes-api' AND SeverityText = 'INFO' AND TraceId IN (SELECT TraceId FROM otel_traces)
                FORMAT TSV""")).isNotEqualTo("0"));
    }

    @Test
    void errors_come_with_a_new_version_and_go_with_the_next() {
        assertThat(post("/api/demo/break/errors").body()).contains("quotes-api runs as release 1.5.0");
        assertThat(demo().path("broken").get(0).path("mode").asString()).isEqualTo("errors");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sql("""
                SELECT countIf(StatusCode = 'Error') > 0 FROM otel_traces
                WHERE ServiceName = 'quotes-api' AND SpanKind = 'Server' AND ResourceAttributes['service.version'] = '1.5.0'
                FORMAT TSV""")).isEqualTo("1"));

        assertThat(post("/api/demo/repair").body()).contains("quotes-api runs as release 1.5.1");
        assertThat(demo().path("broken").size()).isZero();
    }

    @Test
    void a_way_to_break_that_does_not_exist_is_a_problem_that_names_those_that_do() {
        HttpResponse<String> answer = post("/api/demo/break/everything");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("Valid are errors, slow, delete-rows");
    }

    private JsonNode demo() {
        return JsonMapper.shared().readTree(keepwatch.get("/api/demo").body());
    }

    private HttpResponse<String> post(String path) {
        return keepwatch.post(path, "");
    }

    private String sql(String query) {
        HttpResponse<String> answer = keepwatch.send(HttpRequest.newBuilder(URI.create(keepwatch.url("/api/telemetry/sql")))
                .header("Authorization", RunningKeepwatch.basic("admin", RunningKeepwatch.ADMIN_PASSWORD))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(query)).build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().strip();
    }
}
