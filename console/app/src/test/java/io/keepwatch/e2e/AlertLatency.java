package io.keepwatch.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/// How long it takes from the answer to the export of failing requests until Slack is asked to show the alert: rules are evaluated every
/// five seconds, and a group waits for nobody. The part of `./keepwatch bench alerts` that people feel.
final class AlertLatency implements AutoCloseable {

    private static final int ROUNDS = 20;
    private static final int INTERVAL = 5;
    private static final double MILLIS = 1e6;
    private static final String RULES = """
            groups:
              - name: latency
                interval: %ds
                rules:
                  - alert: Failing
                    expr: sum by (service) (traces_spanmetrics_calls_total{status_code="STATUS_CODE_ERROR", service=~"spans-.*"}) > 0
                    annotations: {summary: '{{ $labels.service }} fails'}
                  - alert: Failing
                    expr: sum by (service) (failed_requests_total{service=~"counter-.*"}) > 0
                    annotations: {summary: '{{ $labels.service }} fails'}
            """;
    private static final String SPANS = """
            {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "%1$s"}}]}, "scopeSpans": [{"spans": [
             {"traceId": "%2$032x", "spanId": "%2$016x", "name": "GET /", "kind": 2, "status": {"code": 2},
              "startTimeUnixNano": "%3$d", "endTimeUnixNano": "%3$d"}]}]}]}""";
    private static final String COUNTER = """
            {"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "failed_requests", "sum": {"aggregationTemporality": 2, "isMonotonic": true,
             "dataPoints": [{"asInt": "1", "timeUnixNano": "%3$d", "attributes": [{"key": "service", "value": {"stringValue": "%1$s"}}]}]}}]}]}]}""";
    private static final String ROUTING = """
            route: {receiver: nobody, routes: [{receiver: slack, matchers: [alertname="Failing"], group_by: [service], group_wait: 0s}]}
            receivers:
            - {name: nobody}
            - {name: slack, slack_configs: [{api_url: 'http://127.0.0.1:%d/', channel: '#alerts'}]}
            """;

    /// A request to Slack, and when it came.
    private record Asked(String body, long nanos) {}

    private final Path directory = Files.createTempDirectory("keepwatch-latency-");
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final HttpServer slack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    private final RunningKeepwatch keepwatch;

    private AlertLatency(List<String> javaOptions) throws IOException {
        slack.createContext("/", exchange -> {
            try (exchange) {
                asked.add(new Asked(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), System.nanoTime()));
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            }
        });
        slack.start();
        Files.writeString(directory.resolve("alertmanager.yml"), ROUTING.formatted(slack.getAddress().getPort()));
        Files.writeString(Files.createDirectory(directory.resolve("rules")).resolve("latency.yaml"), RULES.formatted(INTERVAL));
        Path configuration = Files.writeString(directory.resolve("keepwatch.yaml"),
                "keepwatch: {alerting: {rules: ['rules/*.yaml'], config: alertmanager.yml}}\n");
        keepwatch = RunningKeepwatch.start(directory.resolve("home"), javaOptions, Map.of("KEEPWATCH_CONFIG", configuration.toString()));
    }

    static void print(List<String> javaOptions) throws IOException, InterruptedException {
        try (var latency = new AlertLatency(javaOptions)) {
            latency.print("traces", "spans", SPANS);
            latency.print("metrics", "counter", COUNTER);
        }
    }

    private void print(String signal, String name, String export) throws InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            seconds.add(measure(signal, name + "-" + round, export));
        }
        Collections.sort(seconds);
        System.out.printf("From the answer to the export of failing requests (%s) to the request to Slack, rules every %d s, group_wait 0 s, %d times:"
                + " p50 %.2f s, p95 %.2f s, most %.2f s%n", signal, INTERVAL, ROUNDS, seconds.get(ROUNDS / 2), seconds.get(ROUNDS * 95 / 100 - 1),
                seconds.getLast());
    }

    /// At any moment between two evaluations.
    private double measure(String signal, String service, String export) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(INTERVAL * 1_000));
        String body = export.formatted(service, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), System.currentTimeMillis() * 1_000_000);
        int status = keepwatch.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + keepwatch.port("otlpHttp") + "/v1/" + signal))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build()).statusCode();
        long answered = System.nanoTime();
        if (status != 200) {
            throw new IllegalStateException("The export was answered with " + status);
        }
        while (true) {
            Asked request = asked.poll(2, TimeUnit.MINUTES);
            if (request == null) {
                throw new IllegalStateException("Slack was not told of " + service);
            }
            if (request.body.contains(service + " fails")) {
                return (request.nanos - answered) / MILLIS / 1_000;
            }
        }
    }

    @Override
    public void close() throws IOException {
        keepwatch.close();
        slack.stop(0);
        FileSystemUtils.deleteRecursively(directory);
    }
}
