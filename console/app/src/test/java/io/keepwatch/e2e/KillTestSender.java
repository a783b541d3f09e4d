package io.keepwatch.e2e;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc.TraceServiceBlockingStub;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
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
    static final String SERVICE = "kill-test";
    static final String ACKNOWLEDGED = "ack ";

    private static final int SENDERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Resource RESOURCE = Resource.newBuilder().addAttributes(KeyValue.newBuilder()
            .setKey("service.name").setValue(AnyValue.newBuilder().setStringValue(SERVICE))).build();

    private final ManagedChannel channel;
    private final TraceServiceBlockingStub traces;
    private final URI logs;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();

    private KillTestSender(int grpcPort, int httpPort) {
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
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
        var spans = IntStream.range(0, RECORDS).mapToObj(i -> span(request + "-" + i, nanos(now))).toList();
        var export = ExportTraceServiceRequest.newBuilder().addResourceSpans(ResourceSpans.newBuilder()
                .setResource(RESOURCE).addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans))).build();
        try {
            var response = traces.withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS).export(export);
            return requireWhole(response.getPartialSuccess().getRejectedSpans());
        } catch (StatusRuntimeException notNow) {
            Status.Code code = notNow.getStatus().getCode();
            if (code != Status.Code.UNAVAILABLE && code != Status.Code.DEADLINE_EXCEEDED && code != Status.Code.CANCELLED) {
                throw notNow;
            }
            channel.resetConnectBackoff(); // a test does not wait for minutes
            return false;
        }
    }

    private boolean sendLogs(long request, Instant now) throws InterruptedException {
        var records = IntStream.range(0, RECORDS).mapToObj(i -> log(request + "-" + i, nanos(now))).toList();
        var export = ExportLogsServiceRequest.newBuilder().addResourceLogs(ResourceLogs.newBuilder()
                .setResource(RESOURCE).addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(records))).build();
        var post = HttpRequest.newBuilder(logs).timeout(PATIENCE).header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(export.toByteArray())).build();
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

    private static Span span(String name, long at) {
        return Span.newBuilder().setTraceId(random(16)).setSpanId(random(8)).setName(name)
                .setStartTimeUnixNano(at).setEndTimeUnixNano(at).build();
    }

    private static LogRecord log(String body, long at) {
        return LogRecord.newBuilder().setTimeUnixNano(at).setBody(AnyValue.newBuilder().setStringValue(body)).build();
    }

    private static ByteString random(int bytes) {
        var id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        return ByteString.copyFrom(id);
    }

    private static long nanos(Instant at) {
        return at.toEpochMilli() * 1_000_000;
    }
}
