package io.keepwatch.ingest.otlp;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.keepwatch.ingest.IngestLimits;
import io.keepwatch.ingest.IngestMetrics;
import io.keepwatch.ingest.IngestPipeline;
import io.keepwatch.settings.Secret;
import io.keepwatch.settings.Settings.Network;
import io.keepwatch.settings.Settings.Retention;
import io.keepwatch.settings.Settings.Tls;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Both OTLP servers on free ports over a given writer, for tests.
final class OtlpServers implements AutoCloseable {

    static final Retention RETENTION = new Retention(Duration.ofDays(30), Duration.ofDays(15), Duration.ofDays(395));

    final PrometheusRegistry registry = new PrometheusRegistry();
    final IngestPipeline pipeline;
    private final OtlpGrpcServer grpc;
    private final OtlpHttpServer http;
    private final ManagedChannel channel;

    OtlpServers(TelemetryWriter writer) {
        this(writer, limits(), null, null, Duration.ofSeconds(30));
    }

    OtlpServers(TelemetryWriter writer, IngestLimits limits, @Nullable String token, @Nullable Tls tls, Duration requestWithin) {
        var network = new Network("127.0.0.1", 0, 0, 0, null, tls, false);
        pipeline = new IngestPipeline(writer, limits, new IngestMetrics(registry));
        var decoder = new OtlpDecoder(limits, new RecordCheck(Clock.systemUTC(), () -> RETENTION, limits));
        var bearer = new BearerToken(token == null ? null : Secret.of(token));
        grpc = OtlpGrpcServer.start(network, bearer, pipeline, decoder);
        http = OtlpHttpServer.start(network, bearer, pipeline, decoder, requestWithin);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", grpc.port()).usePlaintext().maxInboundMessageSize(1 << 20).build();
    }

    static IngestLimits limits() {
        int mib = 1 << 20;
        return new IngestLimits(2 * mib, 4 * mib, mib, 64 * mib, 20_000, 16 * mib, Duration.ofMillis(200), 2, Duration.ofSeconds(30));
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
    }
}
