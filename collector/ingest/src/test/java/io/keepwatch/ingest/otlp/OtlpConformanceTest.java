package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Codec;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.keepwatch.ingest.Signal;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What OTLP demands of a receiver, seen from outside.
class OtlpConformanceTest {

    private final InMemoryTelemetryStore store = new InMemoryTelemetryStore();
    private final Instant now = Instant.now();
    private final TimeRange range = new TimeRange(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)));
    private OtlpServers servers;
    private HttpClient http;

    @BeforeEach
    void start() {
        servers = new OtlpServers(store);
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void stop() {
        http.close();
        servers.close();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void grpc_stores_what_it_acknowledges(Encoding encoding) {
        assertThat(call(encoding, TraceServiceGrpc.getExportMethod(), OtlpRequests.traces(OtlpRequests.span("GET /quotes", now))))
                .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
        assertThat(call(encoding, LogsServiceGrpc.getExportMethod(), OtlpRequests.logs(OtlpRequests.log("slow query", now))))
                .isEqualTo(ExportLogsServiceResponse.getDefaultInstance());
        assertThat(call(encoding, MetricsServiceGrpc.getExportMethod(), OtlpRequests.metrics(OtlpRequests.gauge("queue.length", 3, now))))
                .isEqualTo(ExportMetricsServiceResponse.getDefaultInstance());
        assertStored();
    }

    @ParameterizedTest
    @CsvSource({
        "PROTOBUF,NONE", "PROTOBUF,GZIP", "PROTOBUF,ZSTD",
        "JSON,NONE", "JSON,GZIP", "JSON,ZSTD"})
    void http_stores_what_it_acknowledges(OtlpDelivery.Format format, Encoding encoding) throws Exception {
        for (Signal signal : Signal.values()) {
            byte[] body = switch (format) {
                case PROTOBUF -> message(signal).toByteArray();
                case JSON -> json(signal).getBytes(StandardCharsets.UTF_8);
            };
            HttpResponse<byte[]> response = post("/v1/" + signal.word(), format.mediaType(), encoding.word(), compress(encoding, body));
            assertThat(response.statusCode()).as(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains(format.mediaType());
            assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(format == OtlpDelivery.Format.JSON ? "{}" : "");
        }
        assertStored();
    }

    @Test
    void the_content_type_may_have_any_case_and_parameters() throws Exception {
        assertThat(post("/v1/logs", "Application/JSON; Charset=UTF-8", "identity", "{}".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(200);
    }

    @Test
    void an_empty_request_is_a_success() throws Exception {
        assertThat(call(Encoding.NONE, TraceServiceGrpc.getExportMethod(), ExportTraceServiceRequest.getDefaultInstance()))
                .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
        assertThat(post("/v1/traces", "application/x-protobuf", "identity", new byte[0]).statusCode()).isEqualTo(200);
    }

    @Test
    void every_request_is_counted_and_traced() throws Exception {
        post("/v1/traces", "application/x-protobuf", "identity", message(Signal.TRACES).toByteArray());
        post("/v1/traces", "application/x-protobuf", "identity", new byte[] {1});
        assertThat(servers.metric("keepwatch_ingest_requests", "http", "traces", "accepted")).isEqualTo(1);
        assertThat(servers.metric("keepwatch_ingest_requests", "http", "traces", "invalid")).isEqualTo(1);
        assertThat(servers.metric("keepwatch_ingest_rows_stored", "traces")).isEqualTo(1);
        assertThat(servers.metric("keepwatch_ingest_in_flight_bytes")).isZero();
        assertThat(servers.spans.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("POST /v1/traces", "POST /v1/traces");
    }

    private void assertStored() {
        assertThat(store.traces().trace(OtlpRequests.TRACE_ID)).hasValueSatisfying(trace -> {
            assertThat(trace.spans()).hasSize(1);
            assertThat(trace.spans().getFirst().name()).isEqualTo("GET /quotes");
            assertThat(trace.spans().getFirst().service()).isEqualTo("quotes");
        });
        assertThat(store.logs().search(range, SearchQuery.ALL, null, 10)).hasSize(1)
                .allSatisfy(log -> assertThat(log.body()).isEqualTo("slow query"));
        assertThat(store.metrics().metrics(range)).extracting("name").contains("queue_length");
    }

    private Message message(Signal signal) {
        return switch (signal) {
            case TRACES -> OtlpRequests.traces(OtlpRequests.span("GET /quotes", now));
            case LOGS -> OtlpRequests.logs(OtlpRequests.log("slow query", now));
            case METRICS -> OtlpRequests.metrics(OtlpRequests.gauge("queue.length", 3, now));
        };
    }

    /// Written by hand, as OTLP's specification shows it.
    private String json(Signal signal) {
        String resource = """
                "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "quotes"}}]}""";
        String nanos = Long.toString(OtlpRequests.nanos(now));
        return switch (signal) {
            case TRACES -> """
                    {"resourceSpans": [{%s, "scopeSpans": [{"scope": {"name": "s"}, "spans": [{
                      "traceId": "0AF7651916CD43DD8448EB211C80319C", "spanId": "b7ad6b7169203331", "name": "GET /quotes", "kind": 2,
                      "startTimeUnixNano": "%s", "endTimeUnixNano": %s, "unknownField": {"a": [1]}}]}]}]}""".formatted(resource, nanos, nanos);
            case LOGS -> """
                    {"resourceLogs": [{%s, "scopeLogs": [{"logRecords": [{
                      "timeUnixNano": "%s", "severityNumber": 13, "body": {"stringValue": "slow query"}}]}]}]}""".formatted(resource, nanos);
            case METRICS -> """
                    {"resourceMetrics": [{%s, "scopeMetrics": [{"metrics": [{"name": "queue.length", "gauge": {"dataPoints": [{
                      "timeUnixNano": "%s", "asDouble": 3}]}}]}]}]}""".formatted(resource, nanos);
        };
    }

    private <Q extends Message, A extends Message> A call(Encoding encoding, MethodDescriptor<Q, A> method, Q request) {
        var registry = CompressorRegistry.newEmptyInstance();
        registry.register(compressor(encoding));
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", servers.grpcPort())
                .usePlaintext().compressorRegistry(registry).build();
        try {
            return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT.withCompression(encoding.word()), request);
        } finally {
            channel.shutdownNow();
        }
    }

    private static Compressor compressor(Encoding encoding) {
        return encoding == Encoding.NONE ? Codec.Identity.NONE : new Compressor() {
            @Override
            public String getMessageEncoding() {
                return encoding.word();
            }

            @Override
            public OutputStream compress(OutputStream out) throws IOException {
                return compressing(encoding, out);
            }
        };
    }

    private static OutputStream compressing(Encoding encoding, OutputStream out) throws IOException {
        return switch (encoding) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out);
            case ZSTD -> new ZstdOutputStream(out);
        };
    }

    private static byte[] compress(Encoding encoding, byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var compressing = compressing(encoding, out)) {
            compressing.write(bytes);
        }
        return out.toByteArray();
    }

    private HttpResponse<byte[]> post(String path, String type, String encoding, byte[] body) throws Exception {
        var request = HttpRequest.newBuilder(servers.http(path))
                .header("Content-Type", type).header("Content-Encoding", encoding)
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofByteArray(body)).build();
        return http.send(request, BodyHandlers.ofByteArray());
    }
}
