package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.keepwatch.ingest.IngestLimits;
import io.keepwatch.settings.Settings.Network;
import io.keepwatch.settings.StartProblem;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.keepwatch.telemetry.traces.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad input and bad times, seen from outside: what is answered, and that nothing beside it is harmed.
class OtlpFailuresTest {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    private final InMemoryTelemetryStore store = new InMemoryTelemetryStore();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Instant now = Instant.now();
    private OtlpServers servers = new OtlpServers(store);

    @AfterEach
    void stop() {
        http.close();
        servers.close();
    }

    private void restart(TelemetryWriter writer, IngestLimits limits, String token, Duration requestWithin) {
        servers.close();
        servers = new OtlpServers(writer, limits, token, null, requestWithin);
    }

    @Test
    void bad_records_are_counted_and_the_good_ones_stored() throws Exception {
        var request = OtlpRequests.traces(
                OtlpRequests.span("good", now),
                OtlpRequests.span("bad id", now).setSpanId(OtlpRequests.hex("ab")),
                OtlpRequests.span("absurd time", now).setStartTimeUnixNano(1));
        var response = call(request);
        assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(2);
        assertThat(response.getPartialSuccess().getErrorMessage()).contains("span id has 1 bytes instead of 8").contains("1970-01-01T00:00:00.000000001Z");
        assertThat(ExportTraceServiceResponse.parseFrom(post("/v1/traces", PROTOBUF, "identity", request.toByteArray()).body())).isEqualTo(response);
        assertThat(servers.metric("keepwatch_ingest_rows_stored", "traces")).as("the good one, twice").isEqualTo(2);
        assertThat(servers.metric("keepwatch_ingest_records_rejected", "traces", "invalid_id")).isEqualTo(2);
        assertThat(store.traces().trace(OtlpRequests.TRACE_ID).orElseThrow().spans()).extracting(Span::name).containsExactly("good");

        var json = post("/v1/logs", JSON, "identity", utf8("""
                {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"timeUnixNano": "5", "body": {"stringValue": "x"}}]}]}]}"""));
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(text(json)).startsWith("{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"1 of the log records were rejected: ");
    }

    @Test
    void a_malformed_message_is_an_invalid_argument() throws Exception {
        Status status = failure(() -> call(new byte[] {10, 50, 1}));
        assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
        assertThat(status.getDetails(0).unpack(BadRequest.class).getFieldViolations(0).getDescription()).contains("Cannot decode the body as protobuf");

        var response = post("/v1/traces", PROTOBUF, "identity", new byte[] {10, 50, 1});
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains(PROTOBUF);
        assertThat(Status.parseFrom(response.body()).getMessage()).contains("Cannot decode the body as protobuf");

        var json = post("/v1/traces", JSON, "identity", utf8("{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [{\"kind\": \"SPAN_KIND_SERVER\"}]}]}]}"));
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(json.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(text(json)).startsWith("{\"code\":3,\"message\":\"Cannot decode the body as OTLP JSON: expected a number").contains("for kind at line 1, column 56");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void a_damaged_encoding_is_a_bad_request(String encoding) throws Exception {
        assertThat(post("/v1/traces", PROTOBUF, encoding, utf8("this is not compressed at all")).statusCode()).isEqualTo(400);
    }

    @Test
    void text_that_is_not_utf8_is_an_invalid_argument() {
        byte[] request = OtlpRequests.traces(OtlpRequests.span("NAME", now)).toByteArray();
        String latin = new String(request, StandardCharsets.ISO_8859_1).replace("NAME", "\u00ff\u00fe\u00ff\u00fe");
        assertThat(failure(() -> call(latin.getBytes(StandardCharsets.ISO_8859_1))).getCode()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
    }

    @Test
    void too_large_as_it_comes() throws Exception {
        byte[] body = new byte[servers.pipeline.limits().wireBytes() + 1];
        assertThat(post("/v1/traces", PROTOBUF, "identity", body).statusCode()).isEqualTo(413);
        assertThat(http.send(request("/v1/traces", PROTOBUF, "identity")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))).build(), BodyHandlers.ofByteArray()).statusCode())
                .as("in chunks, without an announced length").isEqualTo(413);
        Status status = failure(() -> call(body));
        assertThat(status.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED_VALUE);
        assertThat(status.getDetailsList()).as("not to be tried again").isEmpty();
    }

    @Test
    void a_sender_that_sends_everything_before_it_listens_still_hears_the_answer() throws Exception {
        byte[] body = new byte[8 * servers.pipeline.limits().wireBytes()];
        try (var socket = new Socket("127.0.0.1", servers.httpPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(utf8("POST /v1/traces HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-protobuf\r\n"
                    + "Content-Length: " + body.length + "\r\n\r\n"));
            socket.getOutputStream().write(body);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void too_large_after_decompression() throws Exception {
        byte[] bomb = Zstd.compress(new byte[50 << 20]);
        var response = post("/v1/traces", PROTOBUF, "zstd", bomb);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(Status.parseFrom(response.body()).getMessage()).contains("decompressed").contains("4,194,304");
        Status status = failure(() -> call(bomb));
        assertThat(status.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED_VALUE);
        assertThat(status.getDetailsList()).isEmpty();
    }

    @Test
    void a_store_that_is_down_is_unavailable_with_a_time_to_come_back() throws Exception {
        restart(_ -> {
            throw new StoreUnavailableException("ClickHouse does not answer", Duration.ofMillis(2500), null);
        }, OtlpServers.limits(), null, Duration.ofSeconds(30));
        Status status = failure(() -> call(OtlpRequests.traces(OtlpRequests.span("x", now))));
        assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE_VALUE);
        assertThat(status.getMessage()).contains("ClickHouse does not answer");
        assertThat(status.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getNanos()).isEqualTo(500_000_000);

        var response = post("/v1/traces", PROTOBUF, "identity", OtlpRequests.traces(OtlpRequests.span("x", now)).toByteArray());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("3");
        assertThat(Status.parseFrom(response.body()).getCode()).isEqualTo(Code.UNAVAILABLE_VALUE);
    }

    @Test
    void overload_is_unavailable_at_once() throws Exception {
        var gate = new Semaphore(0);
        var limits = OtlpServers.limits();
        var small = new IngestLimits(limits.wireBytes(), limits.unpackedBytes(), limits.recordBytes(), 700_000, limits.batchRows(), limits.batchBytes(),
                limits.batchAge(), 1, limits.answerWithin());
        restart(_ -> gate.acquireUninterruptibly(), small, null, Duration.ofSeconds(30));
        byte[] large = OtlpRequests.traces(OtlpRequests.span("x".repeat(300_000), now)).toByteArray();
        var waiting = http.sendAsync(request("/v1/traces", PROTOBUF, "identity").POST(BodyPublishers.ofByteArray(large)).build(), BodyHandlers.discarding());
        await().until(() -> gate.getQueueLength() == 1);

        var response = post("/v1/traces", PROTOBUF, "identity", large);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        Status status = failure(() -> call(large));
        assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE_VALUE);
        assertThat(status.getDetails(0).is(RetryInfo.class)).isTrue();

        gate.release(10);
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10)).satisfies(first -> assertThat(first.statusCode()).isEqualTo(200));
        assertThat(post("/v1/traces", PROTOBUF, "identity", large).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/v1/trace", "/v1/traces/", "/", "/v1/profiles", "/metrics"})
    void a_wrong_path_is_not_found(String path) throws Exception {
        assertThat(post(path, PROTOBUF, "identity", new byte[0]).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "HEAD"})
    void a_wrong_method_is_told_the_right_one(String method) throws Exception {
        var response = http.send(request("/v1/traces", PROTOBUF, "identity").method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void a_wrong_type_or_encoding_is_unsupported() throws Exception {
        assertThat(post("/v1/traces", "text/plain", "identity", new byte[0]).statusCode()).isEqualTo(415);
        assertThat(post("/v1/traces", PROTOBUF, "br", new byte[0]).statusCode()).isEqualTo(415);
        assertThat(post("/v1/traces", PROTOBUF, "gzip, gzip", new byte[0]).statusCode()).isEqualTo(415);
        var untyped = HttpRequest.newBuilder(servers.http("/v1/traces")).POST(BodyPublishers.noBody()).build();
        assertThat(http.send(untyped, BodyHandlers.discarding()).statusCode()).isEqualTo(415);
    }

    @Test
    void with_a_token_only_those_who_show_it_are_heard() throws Exception {
        restart(store, OtlpServers.limits(), "s3cret", Duration.ofSeconds(30));
        var refused = post("/v1/traces", JSON, "identity", utf8("{}"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(failure(() -> call(new byte[0])).getCode()).isEqualTo(Code.UNAUTHENTICATED_VALUE);

        var wrong = request("/v1/traces", JSON, "identity").header("Authorization", "Bearer s3cres").POST(BodyPublishers.ofString("{}")).build();
        assertThat(http.send(wrong, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
        var right = request("/v1/traces", JSON, "identity").header("Authorization", "bearer s3cret").POST(BodyPublishers.ofString("{}")).build();
        assertThat(http.send(right, BodyHandlers.discarding()).statusCode()).isEqualTo(200);

        var metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer s3cret");
        var channel = ClientInterceptors.intercept(servers.channel(), MetadataUtils.newAttachHeadersInterceptor(metadata));
        assertThat(TraceServiceGrpc.newBlockingStub(channel).export(ExportTraceServiceRequest.getDefaultInstance())).isNotNull();
    }

    @Test
    void a_body_that_stops_arriving_is_cut_off() throws Exception {
        restart(store, OtlpServers.limits(), null, Duration.ofMillis(200));
        try (var socket = new Socket("127.0.0.1", servers.httpPort())) {
            socket.getOutputStream().write(utf8("POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"));
            socket.setSoTimeout(10_000);
            assertThat(readToEnd(socket)).as("closed without an answer").isEmpty();
        }
        assertThat(post("/v1/traces", JSON, "identity", utf8("{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void nothing_of_it_ends_as_an_error_of_the_server() throws Exception {
        var random = new Random(7);
        byte[] good = OtlpRequests.traces(OtlpRequests.span("x", now)).toByteArray();
        for (int i = 0; i < 300; i++) {
            byte[] mutated = good.clone();
            for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            String path = "/v1/" + new String[] {"traces", "logs", "metrics"}[i % 3];
            assertThat(post(path, i % 2 == 0 ? PROTOBUF : JSON, new String[] {"identity", "gzip", "zstd"}[i % 3], mutated).statusCode()).isIn(200, 400);
        }
        assertThat(post("/v1/traces", PROTOBUF, "identity", good).statusCode()).isEqualTo(200);
    }

    @Test
    void a_port_in_use_stops_the_start_with_one_line() {
        var network = new Network("127.0.0.1", 0, servers.grpcPort(), servers.httpPort(), null, null, false);
        assertThat(catchThrowableOfType(StartProblem.class, () -> OtlpGrpcServer.start(network, servers.intake)))
                .hasMessageContaining("port " + servers.grpcPort()).hasMessageContaining("KEEPWATCH_OTLP_GRPC_PORT");
        assertThat(catchThrowableOfType(StartProblem.class,
                () -> OtlpHttpServer.start(network, servers.intake, Duration.ofSeconds(1))))
                .hasMessageContaining("port " + servers.httpPort()).hasMessageContaining("KEEPWATCH_OTLP_HTTP_PORT");
    }

    private ExportTraceServiceResponse call(ExportTraceServiceRequest request) {
        return TraceServiceGrpc.newBlockingStub(servers.channel()).export(request);
    }

    /// A message of any bytes.
    private ExportTraceServiceResponse call(byte[] message) {
        var method = MethodDescriptor.<byte[], ExportTraceServiceResponse>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(TraceServiceGrpc.getExportMethod().getFullMethodName())
                .setRequestMarshaller(new MethodDescriptor.Marshaller<>() {
                    @Override
                    public InputStream stream(byte[] value) {
                        return new ByteArrayInputStream(value);
                    }

                    @Override
                    public byte[] parse(InputStream stream) {
                        throw new UnsupportedOperationException();
                    }
                })
                .setResponseMarshaller(ProtoUtils.marshaller(ExportTraceServiceResponse.getDefaultInstance()))
                .build();
        return ClientCalls.blockingUnaryCall(servers.channel(), method, CallOptions.DEFAULT, message);
    }

    private static Status failure(Runnable call) {
        return StatusProto.fromThrowable(catchThrowableOfType(StatusRuntimeException.class, call::run));
    }

    private HttpResponse<byte[]> post(String path, String type, String encoding, byte[] body) throws Exception {
        return http.send(request(path, type, encoding).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path, String type, String encoding) {
        return HttpRequest.newBuilder(servers.http(path)).header("Content-Type", type).header("Content-Encoding", encoding).timeout(Duration.ofSeconds(20));
    }

    private static byte[] readToEnd(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (SocketException reset) { // cut off, too; a timeout is not
            return new byte[0];
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
