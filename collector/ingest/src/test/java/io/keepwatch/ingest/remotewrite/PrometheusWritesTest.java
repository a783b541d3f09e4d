package io.keepwatch.ingest.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's Prometheus scrapes a page and writes what it found to us.
class PrometheusWritesTest {

    private static final String CONFIGURATION = """
            global: {scrape_interval: 1s}
            scrape_configs:
            - job_name: page
              static_configs: [{targets: ["127.0.0.1:%1$d"]}]
            remote_write:
            - url: http://127.0.0.1:%1$d/api/v1/write
              authorization: {credentials: the token}
              queue_config: {batch_send_deadline: 500ms, min_backoff: 100ms}
              metadata_config: {send: true, send_interval: 1s}
            """;

    @Test
    void samples_stale_markers_and_metadata_arrive_also_after_an_outage(@TempDir Path directory) throws IOException {
        try (var server = new RemoteWriteServer("the token")) {
            server.show("""
                    # HELP shop_orders_total Orders taken.
                    # TYPE shop_orders_total counter
                    shop_orders_total{kind="online"} 3
                    shop_orders_total{kind="by \\"phone\\""} 4
                    # HELP shop_wait_seconds Until somebody answers.
                    # TYPE shop_wait_seconds histogram
                    shop_wait_seconds_bucket{le="1"} 2
                    shop_wait_seconds_bucket{le="+Inf"} 5
                    shop_wait_seconds_sum 9.5
                    shop_wait_seconds_count 5
                    """);
            server.down.set("not yet");
            Process prometheus = start(directory, server.port());
            try {
                await("scraped").atMost(Duration.ofSeconds(60)).until(() -> Files.readString(directory.resolve("log")).contains("Server is ready"));
                server.down.set(null);
                await("up").atMost(Duration.ofSeconds(60)).until(() -> server.named("up").stream().anyMatch(sample -> sample.value() == 1));
                await("metadata").atMost(Duration.ofSeconds(60)).until(() -> server.named("shop_wait_seconds_sum").stream()
                        .anyMatch(sample -> sample.type().equals("HISTOGRAM") && sample.help().equals("Until somebody answers.")));
                assertThat(server.named("shop_orders_total")).extracting(RemoteWriteServer.Sample::labels).contains(
                        Map.of("job", "page", "instance", "127.0.0.1:" + server.port(), "kind", "by \"phone\""));

                server.show("shop_orders_total{kind=\"online\"} 5\n");
                await("stale markers").atMost(Duration.ofSeconds(60)).until(() -> server.named("shop_wait_seconds_count").stream()
                        .anyMatch(RemoteWriteServer.Sample::isStale));
                await("new value").atMost(Duration.ofSeconds(60)).until(() -> server.named("shop_orders_total").stream()
                        .anyMatch(sample -> sample.value() == 5));
            } finally {
                prometheus.destroy();
                await().atMost(Duration.ofSeconds(30)).until(() -> !prometheus.isAlive());
            }
        }
    }

    private static Process start(Path directory, int port) throws IOException {
        Path program = Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "prometheus")).filter(Files::isExecutable)
                .findFirst().orElseThrow(() -> new AssertionError("prometheus is not installed: apt-get install prometheus"));
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), CONFIGURATION.formatted(port));
        return new ProcessBuilder(program.toString(), "--config.file=" + configuration, "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
    }
}
