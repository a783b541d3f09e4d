package io.keepwatch.ingest.otlp;

import io.keepwatch.ingest.IngestPipeline;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.RunningPorts.Listener;
import io.keepwatch.settings.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// Both OTLP servers as one thing that starts and stops. They start after everything they need, and stop before it:
/// what they have taken in is stored and answered first.
public final class OtlpReceivers implements SmartLifecycle {

    private static final Duration LAST_ANSWERS_WITHIN = Duration.ofSeconds(2);

    private final Settings settings;
    private final BoundPorts ports;
    private final IngestPipeline pipeline;
    private final OtlpDecoder decoder;
    private @Nullable OtlpGrpcServer grpc;
    private @Nullable OtlpHttpServer http;

    OtlpReceivers(Settings settings, BoundPorts ports, IngestPipeline pipeline, OtlpDecoder decoder) {
        this.settings = settings;
        this.ports = ports;
        this.pipeline = pipeline;
        this.decoder = decoder;
    }

    @Override
    public synchronized void start() {
        var token = new BearerToken(settings.otlpToken());
        var grpcServer = OtlpGrpcServer.start(settings.network(), token, pipeline, decoder);
        grpc = grpcServer;
        var httpServer = OtlpHttpServer.start(settings.network(), token, pipeline, decoder, OtlpHttpServer.REQUEST_WITHIN);
        http = httpServer;
        ports.bound(Listener.OTLP_GRPC, grpcServer.port());
        ports.bound(Listener.OTLP_HTTP, httpServer.port());
    }

    @Override
    public synchronized void stop() {
        if (grpc != null) {
            grpc.takeNoMoreCalls();
        }
        pipeline.close();
        if (grpc != null) {
            grpc.stop(LAST_ANSWERS_WITHIN);
            grpc = null;
        }
        if (http != null) {
            http.stop(LAST_ANSWERS_WITHIN);
            http = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return grpc != null && http != null;
    }
}
