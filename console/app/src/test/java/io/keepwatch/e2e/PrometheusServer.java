package io.keepwatch.e2e;

import static org.awaitility.Awaitility.await;

import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Debian's Prometheus with an empty store, filled by remote write: what the benchmark compares with.
final class PrometheusServer implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/bin/prometheus");

    private final HttpClient http;
    private final ChildProcess process;
    private final String url;

    PrometheusServer(Path directory, ChildProcesses children, HttpClient http) throws IOException {
        this.http = http;
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        process = children.start(new ProcessSpec("prometheus", List.of(PROGRAM.toString(), "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("prometheus"), "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-remote-write-receiver", "--log.level=error"), Map.of(), directory, System.err::println));
        await("Prometheus").atMost(Duration.ofMinutes(1)).until(this::ready);
    }

    String url(String path) {
        return url + path;
    }

    long pid() {
        return process.pid();
    }

    /// Prometheus takes the samples of a series in order of time, and nothing that is an hour older than the newest of all.
    void write(List<SampleColumn> columns) throws IOException, InterruptedException {
        new RemoteWriter(http, url("/api/v1/write")).write(columns);
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(20));
    }

    private boolean ready() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus ended while starting; what it said stands above");
        }
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url("/-/ready"))).build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
