package io.keepwatch.ingest.otlp;

import io.keepwatch.observability.OwnCollector;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.RunningPorts.Listener;
import io.keepwatch.settings.Settings.Network;
import io.keepwatch.settings.StartProblem;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// Both OTLP servers as one thing that starts and stops. They start after everything they need, and stop before it:
/// what they have taken in is stored and answered first.
///
/// Where they speak TLS, their certificate names the host that senders know, and not the loopback address by which our own telemetry
/// comes. So it gets a door of its own: any port, this machine only, without TLS, and shut to all who do not show the
/// [io.keepwatch.observability.SelfMarker].
public final class OtlpReceivers implements SmartLifecycle {

    private static final Duration LAST_ANSWERS_WITHIN = Duration.ofSeconds(2);

    private final Network network;
    private final BoundPorts ports;
    private final OtlpIntake intake;
    private final OwnCollector ownCollector;
    private @Nullable OtlpGrpcServer grpc;
    private @Nullable OtlpHttpServer http;
    private @Nullable OtlpGrpcServer own;

    OtlpReceivers(Network network, BoundPorts ports, OtlpIntake intake, OwnCollector ownCollector) {
        this.network = network;
        this.ports = ports;
        this.intake = intake;
        this.ownCollector = ownCollector;
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
        ownCollector.listensAt(forOurselves(grpcServer));
    }

    private URI forOurselves(OtlpGrpcServer grpcServer) {
        if (network.tls() == null) {
            String address = network.localAddress();
            return URI.create("http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + grpcServer.port());
        }
        var ownServer = OtlpGrpcServer.start(new Network("127.0.0.1", 0, 0, 0, null, null, false), intake.forOurselves());
        own = ownServer;
        return URI.create("http://127.0.0.1:" + ownServer.port());
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
        if (own != null) {
            own.stop(Duration.ZERO);
            own = null;
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
