package io.keepwatch.e2e;

import static org.awaitility.Awaitility.await;

import io.keepwatch.Keepwatch;
import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The product as a user starts it: `up`, in a process and a data directory of its own, on free ports.
final class RunningKeepwatch implements AutoCloseable {

    static final String ADMIN_PASSWORD = "correct horse battery staple";
    private static final Duration START = Duration.ofSeconds(120);
    /// Most of a short life is its start.
    private static final List<String> SHORT_LIFE = List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path home;
    private final ChildProcesses processes;
    private final ChildProcess process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonNode ports;

    private RunningKeepwatch(Path home, List<String> javaOptions, List<String> arguments, Map<String, String> environment) {
        this.home = home;
        this.processes = new ChildProcesses(home.resolveSibling(home.getFileName() + "-run"));
        this.process = processes.start(spec(home, javaOptions, arguments, environment, output::add));
        this.ports = awaitPorts();
    }

    static RunningKeepwatch start(Path home, String... arguments) {
        return start(home, Map.of(), arguments);
    }

    static RunningKeepwatch start(Path home, Map<String, String> environment, String... arguments) {
        return start(home, SHORT_LIFE, environment, arguments);
    }

    static RunningKeepwatch start(Path home, List<String> javaOptions, Map<String, String> environment, String... arguments) {
        var all = new ArrayList<>(List.of("up"));
        all.addAll(List.of(arguments));
        var started = new RunningKeepwatch(home, javaOptions, all, environment);
        started.awaitStatus(200);
        return started;
    }

    /// One that answers, but is not ready.
    static RunningKeepwatch startUnready(Path home, Map<String, String> environment) {
        var started = new RunningKeepwatch(home, SHORT_LIFE, List.of("up"), environment);
        started.awaitStatus(503);
        return started;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port("http") + path;
    }

    boolean listensOn(String name) {
        return ports.has(name);
    }

    int port(String name) {
        return ports.get(name).asInt();
    }

    Path home() {
        return home;
    }

    long pid() {
        return process.pid();
    }

    String output() {
        return String.join("\n", output);
    }

    void kill() {
        process.kill();
        process.onExit().join();
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url(path))).header("Authorization", basic("admin", ADMIN_PASSWORD)).build());
    }

    HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(url(path)))
                .header("Authorization", basic("admin", ADMIN_PASSWORD))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    /// The answer to a query on the telemetry database.
    String sql(String query) {
        return send(HttpRequest.newBuilder(URI.create(url("/api/telemetry/sql")))
                .header("Authorization", basic("admin", ADMIN_PASSWORD))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(query)).build()).body();
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(15));
        processes.close();
        http.close();
    }

    static ProcessSpec spec(Path home, List<String> arguments, Map<String, String> environment, Consumer<String> output) {
        return spec(home, SHORT_LIFE, arguments, environment, output);
    }

    private static ProcessSpec spec(
            Path home, List<String> javaOptions, List<String> arguments, Map<String, String> environment, Consumer<String> output) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Keepwatch.class.getName()));
        command.addAll(arguments);
        var all = new TreeMap<>(Map.of(
                "KEEPWATCH_HOME", home.toString(),
                "KEEPWATCH_HTTP_PORT", "0",
                "KEEPWATCH_OTLP_GRPC_PORT", "0",
                "KEEPWATCH_OTLP_HTTP_PORT", "0",
                "KEEPWATCH_ADMIN_PASSWORD", ADMIN_PASSWORD));
        all.putAll(environment);
        return new ProcessSpec("keepwatch-under-test", command, all, Path.of("").toAbsolutePath(), output);
    }

    private JsonNode awaitPorts() {
        Path file = home.resolve("ports.json");
        await("ports.json").atMost(START).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("Keepwatch ended while starting:\n" + output());
            }
            // the file of a predecessor that was killed leads to its ports
            return Files.exists(file) && JsonMapper.shared().readTree(file.toFile()).path("pid").asLong() == pid();
        });
        return JsonMapper.shared().readTree(file.toFile());
    }

    private void awaitStatus(int readiness) {
        var health = HttpRequest.newBuilder(URI.create(url("/actuator/health/readiness"))).build(); // open to all: there may be no user yet
        await("readiness").atMost(START).until(() -> send(health).statusCode() == readiness);
    }
}
