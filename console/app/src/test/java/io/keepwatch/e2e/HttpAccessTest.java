package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Every route of the HTTP APIs, and who gets through.
@WithDemo
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpAccessTest {

    private static final String PASSWORD = "long enough for anyone";
    private static final String VIEWER = RunningKeepwatch.basic("a-viewer", PASSWORD);
    private static final String OPERATOR = RunningKeepwatch.basic("a-operator", PASSWORD);
    private static final String ADMIN = RunningKeepwatch.basic("admin", RunningKeepwatch.ADMIN_PASSWORD);
    private static final String REBUILD = "POST /api/backup/catalog/rebuild";

    /// Statuses for nobody, a viewer, an operator and an administrator. Bodies are bad on purpose where a good one would change
    /// something: 400 or 404 means "got through".
    private static final String ROUTES = """
        GET    /actuator/health                              200 200 200 200
        GET    /actuator/health/liveness                     200 200 200 200
        GET    /actuator/health/readiness                    200 200 200 200
        GET    /actuator/env                                 401 403 403 404
        GET    /metrics                                      200 200 200 200
        POST   /api/telemetry/sql                            401 400 400 400
        GET    /api/demo                                     401 200 200 200
        POST   /api/demo/break/nothing                       401 403 404 404
        POST   /api/demo/repair                              401 403 200 200
        GET    /api/access/users                             401 403 403 200
        POST   /api/access/users                             401 403 403 400
        POST   /api/access/users/nobody/role                 401 403 403 400
        POST   /api/access/users/nobody/password             401 403 403 400
        POST   /api/access/users/nobody/disable              401 403 403 422
        POST   /api/access/users/nobody/enable               401 403 403 422
        GET    /api/access/tokens                            401 403 403 200
        POST   /api/access/tokens                            401 403 403 400
        DELETE /api/access/tokens/none                       401 403 403 422
        GET    /api/audit                                    401 403 403 200
        GET    /api/audit/verify                             401 403 403 200
        GET    /api/v1/query?query=1%2B1&time=4              401 200 200 200
        POST   /api/v1/query                                 401 400 400 400
        POST   /api/v1/query_range                           401 400 400 400
        GET    /api/v1/labels                                401 200 200 200
        POST   /api/v1/labels                                401 200 200 200
        GET    /api/v1/label/job/values                      401 200 200 200
        POST   /api/v1/series                                401 400 400 400
        GET    /api/v1/metadata                              401 200 200 200
        POST   /api/v1/format_query                          401 400 400 400
        GET    /api/v1/status/buildinfo                      401 200 200 200
        GET    /api/v1/rules                                 401 200 200 200
        GET    /api/v1/alerts                                401 200 200 200
        GET    /api/v1/rules/test/test                       401 404 404 404
        POST   /api/v1/write                                 415 415 415 415
        GET    /api/openapi.json                             401 200 200 200
        GET    /api/backup/plans                             401 200 200 200
        GET    /api/backup/plans/quotes                      401 200 200 200
        POST   /api/backup/plans/none/run                    401 403 404 404
        GET    /api/backup/runs                              401 200 200 200
        GET    /api/backup/runs/none                         401 404 404 404
        GET    /api/backup/runs/none/log                     401 404 404 404
        POST   /api/backup/runs/none/cancel                  401 403 404 404
        GET    /api/backup/backups                           401 200 200 200
        GET    /api/backup/backups/none                      401 404 404 404
        GET    /api/backup/backups/none/contents             401 404 404 404
        POST   /api/backup/backups/none/verify               401 403 404 404
        POST   /api/backup/backups/none/hold                 401 403 404 404
        POST   /api/backup/backups/none/release              401 403 404 404
        GET    /api/backup/targets                           401 200 200 200
        POST   /api/backup/targets/none/test                 401 403 404 404
        GET    /api/backup/retention/preview?plan=quotes     401 200 200 200
        GET    /api/backup/restores                          401 200 200 200
        GET    /api/backup/restores/none                     401 404 404 404
        POST   /api/backup/restores?dryRun=true              401 400 400 400
        POST   /api/backup/restores                          401 403 400 400
        POST   /api/backup/restores/none/cancel              401 403 404 404
        POST   /api/backup/restores/none/undo                401 403 403 404
        GET    /api/nothing/here                             401 404 404 404
        POST   /api/nothing/here                             401 403 404 404
        """;

    private final RunningKeepwatch keepwatch;

    HttpAccessTest(RunningKeepwatch keepwatch) {
        this.keepwatch = keepwatch;
    }

    @BeforeAll
    void createUsers() {
        for (String role : new String[] {"viewer", "operator"}) {
            var created = keepwatch.post("/api/access/users",
                    "{\"name\": \"a-%s\", \"password\": \"%s\", \"role\": \"%s\"}".formatted(role, PASSWORD, role));
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("routes")
    void every_route_lets_in_who_may(String method, String path, int nobody, int viewer, int operator, int admin) {
        assertThat(call(method, path, null).statusCode()).as("nobody").isEqualTo(nobody);
        assertThat(call(method, path, VIEWER).statusCode()).as("viewer").isEqualTo(viewer);
        assertThat(call(method, path, OPERATOR).statusCode()).as("operator").isEqualTo(operator);
        assertThat(call(method, path, ADMIN).statusCode()).as("admin").isEqualTo(admin);
    }

    static Stream<Arguments> routes() {
        return ROUTES.lines().map(line -> Arguments.of((Object[]) line.split(" +")));
    }

    @Test
    void every_route_that_the_document_names_is_in_the_table() {
        var named = new ArrayList<String>();
        JsonMapper.shared().readTree(keepwatch.get("/api/openapi.json").body()).get("paths").properties().forEach(path ->
                path.getValue().propertyNames().forEach(method -> named.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        List<String> tried = ROUTES.lines().map(line -> line.replaceFirst(" +", " ").replaceFirst("[? ][^/]*$", "")).toList();

        assertThat(named).hasSizeGreaterThan(20).filteredOn(route -> route.contains(" /api/backup/") && !route.equals(REBUILD)).allSatisfy(route ->
                assertThat(tried).as(route).anyMatch(one -> one.matches(route.replaceAll("\\{[^}]+}", "[^/]+"))));
    }

    /// It has nothing that could be wrong: whoever may do it, does it.
    @Test
    void operators_may_rebuild_the_catalog() {
        String[] route = REBUILD.split(" ");
        assertThat(call(route[0], route[1], null).statusCode()).isEqualTo(401);
        assertThat(call(route[0], route[1], VIEWER).statusCode()).isEqualTo(403);
        var started = call(route[0], route[1], OPERATOR);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String run = JsonMapper.shared().readTree(started.body()).get("runId").asString();
        await().atMost(Duration.ofSeconds(60)).until(() -> keepwatch.get("/api/backup/runs/" + run).body().contains("\"phase\":\"COMPLETED\""));
    }

    @Test
    void a_browser_that_opens_metrics_is_asked_to_sign_in_and_a_scraper_is_not() {
        var page = HttpRequest.newBuilder(URI.create(keepwatch.url("/metrics"))).header("Accept", "text/html,*/*;q=0.8").build();
        assertThat(keepwatch.send(page).headers().firstValue("Location")).get().asString().endsWith("/login");
        assertThat(call("GET", "/metrics", null).body()).contains("# TYPE keepwatch_ingest_");
    }

    @Test
    void a_token_has_its_role_until_it_is_revoked() {
        var created = JsonMapper.shared().readTree(
                keepwatch.post("/api/access/tokens", "{\"name\": \"dashboards\", \"role\": \"viewer\"}").body());
        String bearer = "Bearer " + created.get("key").asString();

        assertThat(call("GET", "/api/demo", bearer).statusCode()).isEqualTo(200);
        assertThat(call("POST", "/api/demo/repair", bearer).statusCode()).isEqualTo(403);
        assertThat(call("GET", "/api/backup/plans", bearer).statusCode()).isEqualTo(200);
        assertThat(call("POST", "/api/backup/plans/quotes/run", bearer).statusCode()).isEqualTo(403);
        assertThat(call("POST", "/api/backup/restores", bearer).statusCode()).isEqualTo(403);
        assertThat(keepwatch.get("/api/access/tokens").body()).contains("dashboards").doesNotContain(created.get("key").asString());

        call("DELETE", "/api/access/tokens/" + created.get("id").asString(), ADMIN);
        assertThat(call("GET", "/api/demo", bearer).statusCode()).isEqualTo(401);
        assertThat(call("GET", "/api/backup/plans", bearer).statusCode()).isEqualTo(401);
    }

    @Test
    void what_administrators_change_is_in_the_audit_log_and_the_log_is_intact() {
        assertThat(keepwatch.get("/api/audit?action=user.created&limit=1000").body()).contains("a-viewer").contains("a-operator");
        assertThat(keepwatch.get("/api/audit/verify").body()).contains("\"intact\":true");
    }

    @Test
    void wrong_passwords_are_answered_with_429_after_a_few() {
        String wrong = RunningKeepwatch.basic("guess-me", "not the password");
        @Nullable HttpResponse<String> last = null;
        for (int attempt = 0; attempt < 30 && (last == null || last.statusCode() != 429); attempt++) {
            last = call("GET", "/api/demo", wrong);
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/", "/api/demo", "/metrics", "/actuator/health", "/kw/keepwatch.svg", "/no/such/page"})
    void every_answer_carries_the_security_headers(String path) {
        var headers = call("GET", path, null).headers();
        assertThat(headers.firstValue("Content-Security-Policy")).get().asString().contains("frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
    }

    @Test
    void answers_are_not_kept_by_browsers_and_the_files_of_pages_are() {
        assertThat(call("GET", "/api/demo", null).headers().firstValue("Cache-Control")).get().asString().contains("no-store");
        assertThat(call("GET", "/login", null).headers().firstValue("Cache-Control")).get().asString().contains("no-store");
        var file = call("GET", "/kw/keepwatch.svg", null).headers();
        assertThat(file.firstValue("Cache-Control")).contains("max-age=3600");
        assertThat(file.firstValue("Pragma")).as("with it Chromium asks again each time").isEmpty();
    }

    private HttpResponse<String> call(String method, String path, @Nullable String authorization) {
        var request = HttpRequest.newBuilder(URI.create(keepwatch.url(path)))
                .header("Content-Type", path.endsWith("/sql") ? "text/plain" : "application/json")
                .method(method, method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return keepwatch.send(request.build());
    }
}
