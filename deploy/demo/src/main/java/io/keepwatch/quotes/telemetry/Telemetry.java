package io.keepwatch.quotes.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.semconv.DeploymentAttributes;
import io.opentelemetry.semconv.ServiceAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// The OpenTelemetry SDK of one program, set up by the standard `OTEL_…` environment variables.
///
/// Export happens behind bounded queues: a collector that is slow or gone costs telemetry, never a request.
public final class Telemetry implements AutoCloseable {

    private static final String SCOPE = "io.keepwatch.quotes";
    private static final Duration LAST_EXPORT = Duration.ofSeconds(1);
    /// Shorter than the SDK's own, so that a demo is seen at once.
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.exporter.otlp.timeout", "5000",
            "otel.metric.export.interval", "10000",
            "otel.bsp.schedule.delay", "1000",
            "otel.blrp.schedule.delay", "1000");

    private final OpenTelemetrySdk sdk;

    private Telemetry(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    public static Telemetry start(String service, String version) {
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> DEFAULTS)
                .addResourceCustomizer((detected, _) -> detected.merge(resource(service, version)))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        var telemetry = new Telemetry(sdk);
        JvmMetrics.register(telemetry.meter());
        return telemetry;
    }

    /// For an SDK that was set up elsewhere.
    public static Telemetry of(OpenTelemetrySdk sdk) {
        return new Telemetry(sdk);
    }

    public Tracer tracer() {
        return sdk.getTracer(SCOPE);
    }

    public Meter meter() {
        return sdk.getMeter(SCOPE);
    }

    public EventLog log(Class<?> owner) {
        return new EventLog(sdk.getLogsBridge().get(owner.getName()));
    }

    public TextMapPropagator propagator() {
        return sdk.getPropagators().getTextMapPropagator();
    }

    @Override
    public void close() {
        sdk.shutdown().join(LAST_EXPORT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Resource resource(String service, String version) {
        return Resource.create(Attributes.of(
                ServiceAttributes.SERVICE_NAME, service,
                ServiceAttributes.SERVICE_VERSION, version,
                ServiceAttributes.SERVICE_INSTANCE_ID, UUID.randomUUID().toString(),
                DeploymentAttributes.DEPLOYMENT_ENVIRONMENT_NAME, "demo",
                AttributeKey.longKey("process.pid"), ProcessHandle.current().pid(),
                AttributeKey.stringKey("process.runtime.version"), Runtime.version().toString()));
    }
}
