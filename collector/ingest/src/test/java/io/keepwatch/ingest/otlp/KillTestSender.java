package io.keepwatch.ingest.otlp;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc.TraceServiceBlockingStub;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// A client in a process of its own. Sends spans over gRPC and log records over HTTP, repeats what is not acknowledged, and
/// prints the number of each request that is: `ack 17`. Ends at the end of its standard input.
///
/// The records of request 17 are called `17-0`, `17-1`, … An even request is one of spans, an odd one of log records.
final class KillTestSender {

    static final int RECORDS = 200;
    static final String ACKNOWLEDGED = "ack ";

    private static final int SENDERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TraceServiceBlockingStub traces;
    private final URI logs;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();

    private KillTestSender(int grpcPort, int httpPort) {
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
        this.traces = TraceServiceGrpc.newBlockingStub(channel);
        this.logs = URI.create("http://127.0.0.1:" + httpPort + "/v1/logs");
    }

    /// Arguments: gRPC port, HTTP port.
    public static void main(String[] arguments) throws IOException {
        var sender = new KillTestSender(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < SENDERS; i++) {
            threads.submit(sender::sendUntilStopped);
        }
        while (System.in.read() >= 0) {
            // nobody writes; the end of the input is the sign to stop
        }
        sender.stopped.set(true);
        threads.close();
        System.out.println("end");
        System.exit(0);
    }

    private void sendUntilStopped() {
        try {
            while (!stopped.get()) {
                long request = requests.getAndIncrement();
                sendUntilAcknowledged(request);
            }
        } catch (InterruptedException | RuntimeException failure) {
            System.out.println("failed: " + failure);
        }
    }

    private void sendUntilAcknowledged(long request) throws InterruptedException {
        Instant now = Instant.now();
        while (!(request % 2 == 0 ? sendSpans(request, now) : sendLogs(request, now))) {
            if (stopped.get()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        synchronized (System.out) {
            System.out.println(ACKNOWLEDGED + request);
        }
    }

    private boolean sendSpans(long request, Instant now) {
        var spans = IntStream.range(0, RECORDS).mapToObj(i -> OtlpRequests.span(request + "-" + i, now)).toArray(Span.Builder[]::new);
        try {
            var response = traces.withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS).export(OtlpRequests.traces(spans));
            return requireWhole(response.getPartialSuccess().getRejectedSpans());
        } catch (StatusRuntimeException notNow) {
            Status.Code code = notNow.getStatus().getCode();
            if (code != Status.Code.UNAVAILABLE && code != Status.Code.DEADLINE_EXCEEDED && code != Status.Code.CANCELLED) {
                throw notNow;
            }
            return false;
        }
    }

    private boolean sendLogs(long request, Instant now) throws InterruptedException {
        var records = IntStream.range(0, RECORDS).mapToObj(i -> OtlpRequests.log(request + "-" + i, now)).toArray(LogRecord.Builder[]::new);
        var post = HttpRequest.newBuilder(logs).timeout(PATIENCE).header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(OtlpRequests.logs(records).toByteArray())).build();
        try {
            var response = http.send(post, BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> requireWhole(response.body().length);
                case 503 -> false;
                default -> throw new IllegalStateException("HTTP status " + response.statusCode());
            };
        } catch (IOException disconnected) {
            return false;
        }
    }

    /// The message of a whole success is empty.
    private static boolean requireWhole(long rejected) {
        if (rejected > 0) {
            throw new IllegalStateException("only a partial success");
        }
        return true;
    }
}
