package io.keepwatch.quotes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.quotes.PostgresForTests;
import io.keepwatch.quotes.TelemetryForTests;
import io.keepwatch.quotes.program.Environment;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuotesServerTest {

    private static final String TOKEN = "behind-the-scenery";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final TelemetryForTests seen = new TelemetryForTests();
    private final String url = PostgresForTests.freshDatabase();
    private QuotesServer server;

    @BeforeEach
    void start() throws IOException {
        server = QuotesServer.start(new Environment(Map.of(
                "QUOTES_DB_URL", url, "QUOTES_DB_USER", "postgres", "QUOTES_DB_PASSWORD", "none", "QUOTES_ADMIN_TOKEN", TOKEN)),
                seen.telemetry);
        await().until(() -> get("/quotes/random").statusCode() == 200);
        seen.spans.reset();
        seen.logs.reset();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void readsSearchesWritesAndLikes() throws Exception {
        JsonNode quote = json(get("/quotes/17"));
        assertThat(quote.path("body").stringValue()).isNotBlank();

        JsonNode author = json(get("/authors/" + quote.path("author").path("id").longValue() + "/quotes"));
        assertThat(author.path("quotes").size()).isPositive();
        assertThat(json(get("/search?q=patience")).size()).isEqualTo(20);
        assertThat(json(get("/search?q=%25nobody")).size()).isZero();

        var saved = post("/quotes", "{\"author\": \"" + author.path("name").stringValue() + "\", \"body\": \"Keep watch.\"}");
        assertThat(saved.statusCode()).isEqualTo(201);
        long id = json(saved).path("id").longValue();
        assertThat(id).isGreaterThanOrEqualTo(Schema.FIRST_OWN_ID);
        assertThat(post("/quotes/" + id + "/like", "{\"visitor\": \"v1\"}").statusCode()).isEqualTo(201);
        assertThat(json(get("/quotes/" + id)).path("likes").longValue()).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        assertThat(get("/quotes/999999").statusCode()).isEqualTo(404);
        assertThat(get("/quotes/none").statusCode()).isEqualTo(404);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/search").body()).contains("e.g. /search?q=patience");
        assertThat(post("/search", "").statusCode()).isEqualTo(405);
        assertThat(post("/quotes", "{not json").statusCode()).isEqualTo(400);
        assertThat(post("/quotes", "{\"author\": \"Nobody\", \"body\": \"x\"}").statusCode()).isEqualTo(422);
        assertThat(post("/quotes", "{\"author\": \"" + "x".repeat(20_000) + "\"}").statusCode()).isEqualTo(413);
    }

    @Test
    void tracesARequestInTheWordsOfTheConventionsAsPartOfTheCallersTrace() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        client.send(HttpRequest.newBuilder(uri("/quotes/17?from=test"))
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01").build(), HttpResponse.BodyHandlers.ofString());

        await().until(() -> seen.spans.getFinishedSpanItems().size() == 4);
        SpanData request = seen.span("GET /quotes/{id}");
        assertThat(request.getTraceId()).isEqualTo(trace);
        assertThat(request.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(attributes(request))
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.route", "/quotes/{id}")
                .containsEntry("http.response.status_code", 200L)
                .containsEntry("url.path", "/quotes/17")
                .containsEntry("url.query", "from=test")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("server.port", (long) server.port());

        SpanData statement = seen.span("SELECT quotes");
        assertThat(statement.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(statement.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(attributes(statement))
                .containsEntry("db.system.name", "postgresql")
                .containsEntry("db.namespace", url.substring(url.lastIndexOf('/') + 1))
                .containsEntry("db.operation.name", "SELECT")
                .containsEntry("db.query.summary", "SELECT quotes")
                .containsEntry("server.address", "127.0.0.1")
                .containsKey("server.port")
                .hasEntrySatisfying("db.query.text", text -> assertThat((String) text).contains("WHERE q.id = ?"));
        assertThat(seen.span("db.pool.acquire").getParentSpanId()).isEqualTo(request.getSpanId());
    }

    @Test
    void measuresRequestsAndThePool() throws Exception {
        get("/quotes/17");
        await().untilAsserted(() -> assertThat(seen.metrics.collectAllMetrics()).extracting("name").contains(
                "http.server.request.duration", "http.server.active_requests", "db.client.operation.duration",
                "db.client.connection.count", "db.client.connection.wait_time", "db.client.connection.pending_requests"));
    }

    @Test
    void errorsMakesSearchesAndWritesFailWithTheDatabasesOwnErrorsUntilRepair() throws Exception {
        String author = json(get("/quotes/17")).path("author").path("name").stringValue();
        assertThat(admin("POST", "/admin/break/errors").statusCode()).isEqualTo(200);
        seen.spans.reset();

        assertThat(get("/quotes/17").statusCode()).isEqualTo(200);
        assertThat(get("/search?q=patience").statusCode()).isEqualTo(500);
        assertThat(post("/quotes", "{\"author\": \"" + author + "\", \"body\": \"Lost.\"}").statusCode()).isEqualTo(500);

        await().until(() -> seen.logs.getFinishedLogRecordItems().stream().filter(log -> log.getSeverityText().equals("ERROR")).count() == 2);
        await().untilAsserted(() -> seen.span("POST /quotes"));
        SpanData insert = seen.span("INSERT quotes");
        assertThat(insert.getStatus().getStatusCode()).isEqualTo(StatusData.error().getStatusCode());
        assertThat(insert.getEvents()).extracting("name").containsExactly("exception");
        assertThat(attributes(insert)).containsEntry("error.type", "23503").containsEntry("db.response.status_code", "23503");
        assertThat(attributes(seen.span("POST /quotes")))
                .containsEntry("http.response.status_code", 500L).containsEntry("error.type", "23503");
        assertThat(seen.spans.getFinishedSpanItems()).extracting(SpanData::getName)
                .filteredOn("quotes.insert"::equals).hasSize(3);
        assertThat(logs("WARN")).hasSize(2).allSatisfy(log ->
                assertThat(log.getSpanContext().getTraceId()).isEqualTo(insert.getTraceId()));
        assertThat(logs("ERROR").getLast().getAttributes().get(AttributeKey.stringKey("exception.stacktrace")))
                .contains("quotes_author_id_fkey");
        assertThat(json(admin("GET", "/admin/state")).path("errors").booleanValue()).isTrue();

        assertThat(admin("POST", "/admin/repair").statusCode()).isEqualTo(200);
        assertThat(get("/search?q=patience").statusCode()).isEqualTo(200);
        assertThat(post("/quotes", "{\"author\": \"" + author + "\", \"body\": \"Kept.\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void slowMakesAuthorPagesAndSearchesSlowUntilRepair() throws Exception {
        admin("POST", "/admin/break/slow");
        seen.spans.reset();
        get("/search?q=patience");
        await().untilAsserted(() -> assertThat(milliseconds(seen.span("GET /search"))).isGreaterThan(500));

        JsonNode state = json(admin("GET", "/admin/state"));
        assertThat(state.path("slow").booleanValue()).isTrue();
        assertThat(state.path("errors").booleanValue()).isFalse();
        admin("POST", "/admin/repair");
        assertThat(json(admin("GET", "/admin/state")).path("slow").booleanValue()).isFalse();
    }

    @Test
    void deleteRowsDeletesTwoThirdsForGoodAndRepairSeedsThemAgain() throws Exception {
        String body = get("/quotes/17").body();
        assertThat(json(admin("POST", "/admin/break/delete-rows")).path("deletedRows").intValue()).isEqualTo(3_334);
        assertThat(get("/quotes/17").statusCode()).isEqualTo(404);
        assertThat(get("/quotes/18").statusCode()).isEqualTo(200);
        assertThat(count("quotes")).isEqualTo(1_666);
        assertThat(json(admin("GET", "/admin/state")).path("missingRows").intValue()).isEqualTo(3_334);

        JsonNode repaired = json(admin("POST", "/admin/repair"));
        assertThat(repaired.path("reseededRows").intValue()).isEqualTo(3_334);
        assertThat(repaired.path("message").stringValue()).contains("seeded 3334 deleted quotes again");
        assertThat(get("/quotes/17").body()).isEqualTo(body);
    }

    @Test
    void theSwitchNeedsTheTokenAndKnowsItsModes() throws Exception {
        var stranger = client.send(HttpRequest.newBuilder(uri("/admin/break/errors"))
                .POST(HttpRequest.BodyPublishers.noBody()).header("Authorization", "Bearer guess").build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(admin("POST", "/admin/break/everything").body()).contains("errors, slow or delete-rows");
        assertThat(get("/search?q=patience").statusCode()).isEqualTo(200);
    }

    private List<LogRecordData> logs(String severity) {
        return seen.logs.getFinishedLogRecordItems().stream().filter(log -> log.getSeverityText().equals(severity)).toList();
    }

    private long count(String table) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var row = connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long milliseconds(SpanData span) {
        return (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1_000_000;
    }

    private static Map<String, Object> attributes(SpanData span) {
        var attributes = new HashMap<String, Object>();
        span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        return attributes;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> admin(String method, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + TOKEN).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return JSON.readTree(response.body());
    }
}
