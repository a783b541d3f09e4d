package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.traces.Span;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The OpenTelemetry Java SDK, unmodified and with its own exporters.
class JavaSdkTest {

    private final InMemoryTelemetryStore store = new InMemoryTelemetryStore();
    private final OtlpServers servers = new OtlpServers(store);
    private final TimeRange range = new TimeRange(Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void it_exports_over_grpc() {
        String endpoint = "http://127.0.0.1:" + servers.grpcPort();
        exportAndCheck(
                OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).setCompression("gzip").build(),
                OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).setCompression("gzip").build(),
                OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).build());
    }

    @Test
    void it_exports_over_http() {
        exportAndCheck(
                OtlpHttpSpanExporter.builder().setEndpoint(servers.http("/v1/traces").toString()).setCompression("gzip").build(),
                OtlpHttpLogRecordExporter.builder().setEndpoint(servers.http("/v1/logs").toString()).setCompression("gzip").build(),
                OtlpHttpMetricExporter.builder().setEndpoint(servers.http("/v1/metrics").toString()).build());
    }

    private void exportAndCheck(SpanExporter spans, LogRecordExporter logs, MetricExporter metrics) {
        Resource resource = Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "java-client"));
        try (var tracing = SdkTracerProvider.builder().setResource(resource).addSpanProcessor(BatchSpanProcessor.builder(spans).build()).build();
                var logging = SdkLoggerProvider.builder().setResource(resource).addLogRecordProcessor(BatchLogRecordProcessor.builder(logs).build()).build();
                var metering = SdkMeterProvider.builder().setResource(resource)
                        .registerMetricReader(PeriodicMetricReader.builder(metrics).setInterval(Duration.ofHours(1)).build()).build()) {
            var sdk = OpenTelemetrySdk.builder().setTracerProvider(tracing).setLoggerProvider(logging).setMeterProvider(metering).build();
            String traceId = work(sdk);
            for (CompletableResultCode flush : List.of(tracing.forceFlush(), logging.forceFlush(), metering.forceFlush())) {
                assertThat(flush.join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
            }
            check(traceId);
        }
    }

    private static String work(OpenTelemetrySdk sdk) {
        var tracer = sdk.getTracer("test", "1.0");
        var server = tracer.spanBuilder("GET /quotes").setSpanKind(SpanKind.SERVER).setAttribute("http.route", "/quotes").startSpan();
        var client = tracer.spanBuilder("SELECT").setSpanKind(SpanKind.CLIENT).setParent(Context.root().with(server)).startSpan();
        client.recordException(new IllegalStateException("no rows"));
        client.setStatus(StatusCode.ERROR, "no rows").end();
        sdk.getLogsBridge().get("test").logRecordBuilder().setContext(Context.root().with(server))
                .setSeverity(Severity.WARN).setBody("no quotes today").emit();
        var meter = sdk.getMeter("test");
        meter.counterBuilder("quotes.served").setUnit("{quote}").build().add(3, Attributes.of(AttributeKey.stringKey("kind"), "short"));
        meter.histogramBuilder("http.server.request.duration").setUnit("s").build().record(0.25);
        meter.gaugeBuilder("queue.length").build().set(7);
        server.end();
        return server.getSpanContext().getTraceId();
    }

    private void check(String traceId) {
        List<Span> spans = store.traces().trace(traceId).orElseThrow().spans();
        assertThat(spans).hasSize(2);
        assertThat(spans).filteredOn(span -> span.parentSpanId().isEmpty()).singleElement().satisfies(span -> {
            assertThat(span.name()).isEqualTo("GET /quotes");
            assertThat(span.kind()).isEqualTo("Server");
            assertThat(span.service()).isEqualTo("java-client");
            assertThat(span.attributes()).containsEntry("http.route", "/quotes");
        });
        assertThat(spans).filteredOn(Span::failed).singleElement().satisfies(span -> {
            assertThat(span.statusMessage()).isEqualTo("no rows");
            assertThat(span.events()).singleElement().satisfies(event -> assertThat(event.name()).isEqualTo("exception"));
        });
        assertThat(store.logs().search(range, SearchQuery.ALL, null, 10)).singleElement().satisfies(log -> {
            assertThat(log.body()).isEqualTo("no quotes today");
            assertThat(log.traceId()).isEqualTo(traceId);
            assertThat(log.severityNumber()).isEqualTo(13);
        });
        assertThat(store.metrics().metrics(range)).extracting(MetricInfo::name)
                .contains("quotes_served_total", "http_server_request_duration_seconds", "queue_length");
    }
}
