package io.keepwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.access.Role;
import io.keepwatch.access.Users;
import io.keepwatch.observability.SelfMarker;
import io.keepwatch.problem.ProblemException;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.RunningPorts.Listener;
import io.opentelemetry.api.OpenTelemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The platform as the whole product has it: found by scanning, on a real port, with a real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlatformTest {

    @SpringBootApplication
    static class App {

        record Body(int count) {}

        @RestController
        static class Api {

            @GetMapping("/api/things/{name}")
            String thing(@PathVariable String name, @RequestParam(defaultValue = "1") int size) {
                return switch (name) {
                    case "missing" -> throw ProblemException.notFound("There is no thing 'missing'", "List them at /api/things");
                    case "broken" -> throw new IllegalStateException("secret inside");
                    default -> name + size;
                };
            }

            @PostMapping("/api/things")
            int create(@RequestBody Body body) {
                return body.count();
            }

            @GetMapping("/api/v1/query")
            String prometheusForm() {
                throw ProblemException.badRequest("has its own form", null);
            }
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context;
    private Path home;
    private int port;

    @BeforeAll
    void start(@TempDir Path directory) {
        home = directory.resolve("data");
        context = new SpringApplication(App.class).run("--KEEPWATCH_HOME=" + home, "--KEEPWATCH_HTTP_PORT=0",
                "--KEEPWATCH_CONFIG=" + writeConfiguration(directory), "--KEEPWATCH_ADMIN_PASSWORD=correct horse");
        var ports = context.getBean(BoundPorts.class);
        // there is no collector in this room: say its ports for it
        ports.bound(Listener.OTLP_GRPC, 1);
        ports.bound(Listener.OTLP_HTTP, 2);
        port = ports.all().join().port(Listener.HTTP);
    }

    @AfterAll
    void stop() {
        context.close();
        assertThat(home.resolve("ports.json")).doesNotExist();
        assertThat(home.resolve("cli-token")).doesNotExist();
    }

    @Test
    void every_part_is_there() {
        assertThat(context.getBean(Users.class).verify("admin", "correct horse"))
                .hasValueSatisfying(admin -> assertThat(admin.role()).isEqualTo(Role.ADMIN));
        assertThat(context.getBeansOfType(OpenTelemetry.class)).hasSize(1);
        assertThat(context.getBean(SelfMarker.class).matches("guessed")).isFalse();
        await().until(() -> Files.exists(home.resolve("ports.json")));
    }

    @Test
    void metrics_are_text_or_open_metrics_as_the_scraper_accepts() throws Exception {
        var text = get("/metrics", "text/plain");
        assertThat(text.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(text.body()).contains("# TYPE jvm_memory_used_bytes gauge", "keepwatch_build_info{version=");

        var open = get("/metrics", "application/openmetrics-text; version=1.0.0");
        assertThat(open.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void requests_to_the_apis_are_measured_by_their_route() throws Exception {
        get("/api/things/one", "*/*");
        get("/api/things/two", "*/*");

        await().untilAsserted(() -> assertThat(get("/metrics", "text/plain").body()).contains(
                "http_server_request_duration_seconds_count{http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/api/things/{name}\"} 2"));
    }

    @Test
    void errors_are_problem_details_with_a_hint() throws Exception {
        assertProblem(get("/api/things/missing", "*/*"), 404,
                "{\"detail\":\"There is no thing 'missing'\",\"instance\":\"/api/things/missing\",\"status\":404,\"title\":\"Not Found\",\"hint\":\"List them at /api/things\"}");
        assertProblem(get("/api/things/x?size=big", "*/*"), 400,
                "{\"detail\":\"Cannot use size=big\",\"instance\":\"/api/things/x\",\"status\":400,\"title\":\"Bad Request\",\"hint\":\"Use a value of type int\"}");
        assertProblem(post("/api/things", "{\"count\": "), 400,
                "{\"detail\":\"Cannot read the body\",\"instance\":\"/api/things\",\"status\":400,\"title\":\"Bad Request\",\"hint\":\"Send valid JSON with the documented fields\"}");
        assertProblem(get("/api/things/broken", "*/*"), 500,
                "{\"detail\":\"Keepwatch failed to answer this request\",\"instance\":\"/api/things/broken\",\"status\":500,\"title\":\"Internal Server Error\",\"hint\":\"Look into Keepwatch's own log at this time\"}");
        assertThat(get("/api/nowhere", "*/*").headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void the_prometheus_apis_keep_their_own_form() throws Exception {
        var response = get("/api/v1/query", "*/*");

        assertThat(response.headers().firstValue("Content-Type").orElse("")).doesNotContain("problem");
        assertThat(response.body()).doesNotContain("has its own form");
    }

    @Test
    void a_port_in_use_is_one_line(@TempDir Path other) {
        var captured = new ByteArrayOutputStream();
        PrintStream original = System.err;
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> new SpringApplication(App.class)
                    .run("--KEEPWATCH_HOME=" + other.resolve("data"), "--KEEPWATCH_HTTP_PORT=" + port));
        } finally {
            System.setErr(original);
        }

        assertThat(captured.toString(StandardCharsets.UTF_8)).isEqualTo("keepwatch: Cannot listen on port " + port
                + ": it is in use; stop what uses it, or set KEEPWATCH_HTTP_PORT to another port, 0 for any free one\n");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String body) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).isEqualTo(body);
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static Path writeConfiguration(Path directory) {
        try {
            return Files.writeString(directory.resolve("keepwatch.yaml"), "keepwatch: {telemetry: {retention: {logs: 7d}}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
