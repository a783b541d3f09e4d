package io.keepwatch.e2e;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.io.ByteArrayOutputStream;
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
        var request = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(request);
        for (SampleColumn column : columns) {
            out.writeBytes(1, series(column));
        }
        out.flush();
        var answer = http.send(HttpRequest.newBuilder(URI.create(url("/api/v1/write"))).header("Content-Encoding", "snappy")
                .header("Content-Type", "application/x-protobuf").header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(literal(request.toByteArray()))).build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("Prometheus refused samples: " + answer.statusCode() + " " + answer.body());
        }
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

    private static ByteString series(SampleColumn column) throws IOException {
        var bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (Map.Entry<String, String> label : column.labels().toMap().entrySet()) {
            out.writeBytes(1, message(pair -> {
                pair.writeString(1, label.getKey());
                pair.writeString(2, label.getValue());
            }));
        }
        for (int i = 0; i < column.times().length; i++) {
            double value = column.values()[i];
            long time = column.times()[i];
            out.writeBytes(2, message(sample -> {
                sample.writeDouble(1, value);
                sample.writeInt64(2, time);
            }));
        }
        out.flush();
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static ByteString message(Fields fields) throws IOException {
        var bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);
        fields.write(out);
        out.flush();
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /// A snappy block of literals only: valid, and not smaller.
    private static byte[] literal(byte[] plain) throws IOException {
        var block = new ByteArrayOutputStream(plain.length + plain.length / 60_000 * 3 + 16);
        CodedOutputStream length = CodedOutputStream.newInstance(block);
        length.writeUInt32NoTag(plain.length);
        length.flush();
        for (int from = 0; from < plain.length; from += 60_000) {
            int size = Math.min(60_000, plain.length - from);
            block.write(61 << 2); // a literal whose length minus one follows in two bytes
            block.write((size - 1) & 0xff);
            block.write((size - 1) >> 8);
            block.write(plain, from, size);
        }
        return block.toByteArray();
    }
}
