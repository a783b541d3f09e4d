package io.keepwatch.ingest.otlp;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.keepwatch.ingest.ActiveSeries;
import io.keepwatch.ingest.BearerToken;
import io.keepwatch.ingest.IngestLimits;
import io.keepwatch.ingest.IngestMetrics;
import io.keepwatch.ingest.IngestPipeline;
import io.keepwatch.observability.SelfMarker;
import io.keepwatch.settings.Secret;
import io.keepwatch.settings.Settings.Network;
import io.keepwatch.settings.Settings.Retention;
import io.keepwatch.settings.Settings.Tls;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Both OTLP servers on free ports over a given writer, for tests.
final class OtlpServers implements AutoCloseable {

    static final Retention RETENTION = new Retention(Duration.ofDays(30), Duration.ofDays(15), Duration.ofDays(395));

    final PrometheusRegistry registry = new PrometheusRegistry();
    final InMemorySpanExporter spans = InMemorySpanExporter.create();
    final SelfMarker self = new SelfMarker();
    final IngestPipeline pipeline;
    final OtlpIntake intake;
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build()).build();
    private final OtlpGrpcServer grpc;
    private final OtlpHttpServer http;
    private final ManagedChannel channel;

    OtlpServers(TelemetryWriter writer) {
        this(writer, limits(), null, null, Duration.ofSeconds(30));
    }

    OtlpServers(TelemetryWriter writer, IngestLimits limits, @Nullable String token, @Nullable Tls tls, Duration requestWithin) {
        var network = new Network("127.0.0.1", 0, 0, 0, null, tls, false);
        pipeline = new IngestPipeline(writer, limits, new IngestMetrics(registry), telemetry, self);
        var decoder = new OtlpDecoder(limits, new RecordCheck(Clock.systemUTC(), () -> RETENTION, limits, new ActiveSeries(() -> 20_000, Clock.systemUTC())));
        intake = new OtlpIntake(pipeline, decoder, new BearerToken(token == null ? null : Secret.of(token)), self);
        grpc = OtlpGrpcServer.start(network, intake);
        http = OtlpHttpServer.start(network, intake, requestWithin);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", grpc.port()).usePlaintext().maxInboundMessageSize(1 << 20).build();
    }

    static IngestLimits limits() {
        int mib = 1 << 20;
        return new IngestLimits(2 * mib, 4 * mib, mib, 64 * mib, 20_000, 16 * mib, Duration.ofMillis(200), 2, Duration.ofSeconds(30));
    }

    /// The value of a counter or gauge with these label values.
    double metric(String name, String... labels) {
        return registry.scrape(name::equals).stream()
                .flatMap(family -> family.getDataPoints().stream())
                .filter(point -> Set.of(labels).equals(point.getLabels().stream().map(Label::getValue).collect(Collectors.toSet())))
                .mapToDouble(point -> point instanceof CounterDataPointSnapshot counter ? counter.getValue() : ((GaugeDataPointSnapshot) point).getValue())
                .sum();
    }

    int grpcPort() {
        return grpc.port();
    }

    int httpPort() {
        return http.port();
    }

    ManagedChannel channel() {
        return channel;
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + http.port() + path);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        grpc.takeNoMoreCalls();
        pipeline.close();
        grpc.stop(Duration.ofSeconds(1));
        http.stop(Duration.ofSeconds(1));
        telemetry.close();
    }
}
