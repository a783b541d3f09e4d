package io.keepwatch.ingest.otlp;

import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.RunningPorts.Listener;
import io.keepwatch.settings.Settings.Network;
import io.keepwatch.settings.StartProblem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// Both OTLP servers as one thing that starts and stops. They start after everything they need, and stop before it:
/// what they have taken in is stored and answered first.
public final class OtlpReceivers implements SmartLifecycle {

    private static final Duration LAST_ANSWERS_WITHIN = Duration.ofSeconds(2);

    private final Network network;
    private final BoundPorts ports;
    private final OtlpIntake intake;
    private @Nullable OtlpGrpcServer grpc;
    private @Nullable OtlpHttpServer http;

    OtlpReceivers(Network network, BoundPorts ports, OtlpIntake intake) {
        this.network = network;
        this.ports = ports;
        this.intake = intake;
    }

    @Override
    public synchronized void start() {
        OtlpGrpcServer grpcServer = OtlpGrpcServer.start(network, intake);
        OtlpHttpServer httpServer;
        try {
            httpServer = OtlpHttpServer.start(network, intake, OtlpHttpServer.REQUEST_WITHIN);
        } catch (StartProblem problem) {
            grpcServer.stop(Duration.ZERO);
            throw problem;
        }
        grpc = grpcServer;
        http = httpServer;
        ports.bound(Listener.OTLP_GRPC, grpcServer.port());
        ports.bound(Listener.OTLP_HTTP, httpServer.port());
    }

    @Override
    public synchronized void stop() {
        if (grpc != null) {
            grpc.takeNoMoreCalls();
        }
        intake.pipeline().close();
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
