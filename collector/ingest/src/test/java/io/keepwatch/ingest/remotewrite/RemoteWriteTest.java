package io.keepwatch.ingest.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keepwatch.telemetry.batch.MetricBatch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteWriteTest {

    private final long now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toEpochMilli();
    private final HttpClient http = HttpClient.newHttpClient();
    private final RemoteWriteServer server = new RemoteWriteServer(null);

    @BeforeEach
    void forget() {
        server.samples.clear();
        server.down.set(null);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void samples_are_stored_with_their_labels_as_they_came_and_with_every_bit() {
        var request = new WriteRequests()
                .series(now, 1.5, "__name__", "requests_total", "job", "api", "empty", "", "http.route", "/ä")
                .series(now + 1, MetricBatch.STALE_MARKER, "job", "api", "__name__", "requests_total", "http.route", "/ä")
                .series(now - 60_000, -0.0, "__name__", "late");

        assertThat(post(request).statusCode()).isEqualTo(204);
        assertThat(server.named("requests_total")).extracting(RemoteWriteServer.Sample::labels)
                .containsOnly(Map.of("job", "api", "http.route", "/ä"));
        assertThat(server.named("requests_total")).extracting(RemoteWriteServer.Sample::isStale).containsExactly(false, true);
        assertThat(server.named("late")).singleElement()
                .satisfies(sample -> assertThat(Double.doubleToRawLongBits(sample.value())).isEqualTo(Double.doubleToRawLongBits(-0.0)));
    }

    @Test
    void bad_series_are_refused_with_the_reason_and_the_others_are_stored() {
        var request = new WriteRequests()
                .series(now, 1, "__name__", "good")
                .series(now, 1, "job", "nameless")
                .series(now, 1, "__name__", "twice", "a", "1", "a", "2")
                .series(now, 1, "__name__", "bytes", "a", ByteString.copyFrom(new byte[] {(byte) 0xff}))
                .series(now - 500L * 86_400_000, 1, "__name__", "old")
                .series(now, 1, "__name__", "wide", "a", "x".repeat(70_000));

        HttpResponse<String> response = post(request);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("5 of the data points were rejected", "without __name__", "outside the stored range", "more than 65,536 bytes");
        assertThat(server.samples).extracting(RemoteWriteServer.Sample::name).containsExactly("good");
    }

    @Test
    void one_metric_of_a_sender_has_so_many_series_and_no_more() {
        var request = new WriteRequests();
        for (int i = 0; i < RemoteWriteServer.MOST_SERIES + 3; i++) {
            request.series(now, 1, "__name__", "wild_total", "job", "api", "user", "u" + i);
        }
        assertThat(post(request).body()).contains("3 of the data points were rejected", "more than 20 active series from api");
        assertThat(server.named("wild_total")).hasSize(RemoteWriteServer.MOST_SERIES);
    }

    @Test
    void what_is_told_of_a_metric_counts_from_then_on() {
        post(new WriteRequests().series(now, 1, "__name__", "rpc_seconds_sum"));
        post(new WriteRequests().metadata(3, "rpc_seconds", "How long calls took.", "seconds"));
        post(new WriteRequests().series(now, 2, "__name__", "rpc_seconds_sum"));
        post(new WriteRequests().series(now, 3, "__name__", "calls_total"));

        assertThat(server.named("rpc_seconds_sum")).extracting(sample -> sample.family() + " " + sample.type() + " " + sample.help())
                .containsExactly("rpc_seconds_sum GAUGE ", "rpc_seconds HISTOGRAM How long calls took.");
        assertThat(server.named("calls_total")).singleElement().extracting(RemoteWriteServer.Sample::type).isEqualTo("COUNTER");
    }

    @Test
    void what_can_be_repeated_is_told_from_what_cannot() {
        byte[] good = new WriteRequests().series(now, 1, "__name__", "up").packed();
        server.down.set("ClickHouse is away");
        HttpResponse<String> later = send(good, "application/x-protobuf", "snappy", null);
        assertThat(later.statusCode()).isEqualTo(503);
        assertThat(later.headers().firstValue("Retry-After")).contains("3");
        server.down.set(null);

        assertThat(send(good, "application/x-protobuf;proto=prometheus.WriteRequest", "snappy", null).statusCode()).isEqualTo(204);
        assertThat(send(good, "application/x-protobuf;proto=io.prometheus.write.v2.Request", "snappy", null).statusCode()).isEqualTo(415);
        assertThat(send(good, "application/json", "snappy", null).statusCode()).isEqualTo(415);
        assertThat(send(good, "application/x-protobuf", "gzip", null).statusCode()).isEqualTo(415);
        assertThat(send("not snappy".getBytes(StandardCharsets.UTF_8), "application/x-protobuf", "snappy", null).statusCode()).isEqualTo(400);
        assertThat(send(Arrays.copyOf(good, good.length - 1), "application/x-protobuf", "snappy", null).statusCode()).isEqualTo(400);
        assertThat(send(WriteRequests.snappy(new byte[] {8, 1, 9, 9}), "application/x-protobuf", "snappy", null).statusCode()).isEqualTo(400);
        assertThat(send(WriteRequests.snappy(new byte[5 << 20]), "application/x-protobuf", "snappy", null).statusCode())
                .as("large when unpacked").isEqualTo(413);
        assertThat(send(new byte[3 << 20], "application/x-protobuf", "snappy", null).statusCode()).as("large on the wire").isEqualTo(413);
    }

    @Test
    void senders_show_the_token() {
        byte[] good = new WriteRequests().series(now, 1, "__name__", "up").packed();
        try (var guarded = new RemoteWriteServer("secret of senders")) {
            assertThat(send(guarded, good, null).statusCode()).isEqualTo(401);
            assertThat(send(guarded, good, "Bearer guessed").statusCode()).isEqualTo(401);
            assertThat(guarded.samples).isEmpty();
            assertThat(send(guarded, good, "Bearer secret of senders").statusCode()).isEqualTo(204);
        }
    }

    private HttpResponse<String> post(WriteRequests request) {
        return send(request.packed(), "application/x-protobuf", "snappy", null);
    }

    private HttpResponse<String> send(RemoteWriteServer to, byte[] body, String authorization) {
        return send(to, body, "application/x-protobuf", "snappy", authorization);
    }

    private HttpResponse<String> send(byte[] body, String type, String encoding, String authorization) {
        return send(server, body, type, encoding, authorization);
    }

    private HttpResponse<String> send(RemoteWriteServer to, byte[] body, String type, String encoding, String authorization) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + "/api/v1/write"))
                .header("Content-Type", type).header("Content-Encoding", encoding).header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(BodyPublishers.ofByteArray(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
