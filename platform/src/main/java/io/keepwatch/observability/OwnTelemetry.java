package io.keepwatch.observability;

import io.keepwatch.settings.Secret;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.prometheus.metrics.exporter.opentelemetry.OpenTelemetryExporter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Our own traces, logs and metrics, sent to our own collector as anybody would send theirs. Nothing here ever makes the product
/// wait: queues are bounded, and what does not fit or cannot be sent is dropped.
final class OwnTelemetry implements AutoCloseable {

    static final String SERVICE_NAME = "keepwatch";

    private static final Logger log = LoggerFactory.getLogger(OwnTelemetry.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration LAST_FLUSH = Duration.ofSeconds(2);
    private static final int METRIC_INTERVAL_SECONDS = 15;

    private final PrometheusRegistry metrics;
    private final SelfMarker self;
    private final @Nullable Secret token;
    private final String instanceId;
    private final String version;
    private final CompletableFuture<SpanExporter> spans = new CompletableFuture<>();
    private final CompletableFuture<LogRecordExporter> logs = new CompletableFuture<>();
    private final OpenTelemetrySdk sdk;
    private volatile boolean ended;
    private @Nullable OpenTelemetryExporter metricExporter;

    OwnTelemetry(PrometheusRegistry metrics, SelfMarker self, @Nullable Secret token, String instanceId, String version, Duration batching) {
        this.metrics = metrics;
        this.self = self;
        this.token = token;
        this.instanceId = instanceId;
        this.version = version;
        Resource resource = Resource.getDefault().merge(Resource.create(Attributes.of(
                AttributeKey.stringKey("service.name"), SERVICE_NAME,
                AttributeKey.stringKey("service.version"), version,
                AttributeKey.stringKey("service.instance.id"), instanceId)));
        this.sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(resource)
                        .setSampler(new SuppressingSampler())
                        .addSpanProcessor(BatchSpanProcessor.builder(LateExporter.spans(spans, () -> ended))
                                .setScheduleDelay(batching).setExporterTimeout(TIMEOUT).build())
                        .build())
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .setResource(resource)
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(LateExporter.logs(logs, () -> ended))
                                .setScheduleDelay(batching).setExporterTimeout(TIMEOUT).build())
                        .build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
    }

    OpenTelemetrySdk sdk() {
        return sdk;
    }

    /// Starts to send. Until then, and when it is never called, traces and logs stay in their bounded queues.
    ///
    /// @param endpoint of an OTLP/gRPC receiver, e.g. `http://127.0.0.1:4317`
    synchronized void sendTo(String endpoint) {
        if (ended) {
            return;
        }
        spans.complete(OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).setTimeout(TIMEOUT).setHeaders(this::headers).build());
        logs.complete(OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).setTimeout(TIMEOUT).setHeaders(this::headers).build());
        var exporter = OpenTelemetryExporter.builder()
                .registry(metrics)
                .protocol("grpc")
                .endpoint(endpoint)
                .intervalSeconds(METRIC_INTERVAL_SECONDS)
                .timeoutSeconds((int) TIMEOUT.toSeconds())
                .serviceName(SERVICE_NAME)
                .serviceVersion(version)
                .serviceInstanceId(instanceId);
        headers().forEach(exporter::header);
        metricExporter = exporter.buildAndStart();
        log.debug("Sending own telemetry to {}", endpoint);
    }

    /// Sends what is still here while the collector still listens, and nothing after that.
    @Override
    public synchronized void close() {
        if (ended) {
            return;
        }
        if (spans.isDone()) {
            var lastSpans = sdk.getSdkTracerProvider().forceFlush();
            var lastLogs = sdk.getSdkLoggerProvider().forceFlush();
            lastSpans.join(LAST_FLUSH.toMillis(), TimeUnit.MILLISECONDS);
            lastLogs.join(LAST_FLUSH.toMillis(), TimeUnit.MILLISECONDS);
        }
        ended = true;
        spans.cancel(false); // a batch that waits for a collector gives up
        logs.cancel(false);
        if (metricExporter != null) {
            metricExporter.close();
        }
        sdk.close();
    }

    private Map<String, String> headers() {
        var headers = new HashMap<>(Map.of(SelfMarker.HEADER, self.value()));
        if (token != null) {
            headers.put("Authorization", "Bearer " + token.reveal());
        }
        return headers;
    }
}
