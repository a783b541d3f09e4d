package io.keepwatch.ingest.otlp;

import io.grpc.Codec;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.keepwatch.settings.Settings.Network;
import io.keepwatch.settings.StartProblem;
import io.keepwatch.settings.StartProblemReporter;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Receives OTLP over gRPC.
final class OtlpGrpcServer {

    private static final int FLOW_CONTROL_WINDOW = 2 << 20;
    /// A sender with more calls than this in flight on one connection waits; its bytes are then not in our memory.
    private static final int CALLS_PER_CONNECTION = 128;

    private final Server server;
    private final ExecutorService calls;

    private OtlpGrpcServer(Server server, ExecutorService calls) {
        this.server = server;
        this.calls = calls;
    }

    /// @throws StartProblem when the port is in use
    static OtlpGrpcServer start(Network network, OtlpIntake intake) {
        var calls = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var address = new InetSocketAddress(network.bind(), network.otlpGrpcPort());
            var builder = NettyServerBuilder.forAddress(address, credentials(network))
                    .executor(calls)
                    // of the bytes as they come: they are unpacked later, within the budget
                    .maxInboundMessageSize(intake.limits().wireBytes())
                    .decompressorRegistry(packed(Encoding.GZIP, packed(Encoding.ZSTD,
                            DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false))))
                    .flowControlWindow(FLOW_CONTROL_WINDOW)
                    .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                    .permitKeepAliveTime(10, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true);
            OtlpGrpcCall.services(intake).forEach(builder::addService);
            return new OtlpGrpcServer(builder.build().start(), calls);
        } catch (IOException cannotListen) {
            calls.close();
            if (isPortInUse(cannotListen)) {
                throw StartProblemReporter.portInUse("KEEPWATCH_OTLP_GRPC_PORT", network.otlpGrpcPort());
            }
            throw new StartProblem("Cannot receive OTLP over gRPC: " + cannotListen.getMessage(), cannotListen);
        }
    }

    int port() {
        return server.getPort();
    }

    boolean isRunning() {
        return !server.isShutdown();
    }

    void takeNoMoreCalls() {
        server.shutdown();
    }

    /// Ends when the calls under way are answered, or when the time is over.
    void stop(Duration patience) {
        server.shutdown();
        try {
            if (!server.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        calls.shutdownNow();
    }

    /// Netty's native transport has an exception of its own, with the words of the operating system.
    private static boolean isPortInUse(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException || String.valueOf(cause.getMessage()).contains("Address already in use")) {
                return true;
            }
        }
        return false;
    }

    private static ServerCredentials credentials(Network network) throws IOException {
        return network.tls() == null
                ? InsecureServerCredentials.create()
                : TlsServerCredentials.create(network.tls().certificate().toFile(), network.tls().key().toFile());
    }

    /// Announces an encoding without unpacking it.
    private static DecompressorRegistry packed(Encoding encoding, DecompressorRegistry registry) {
        return registry.with(new Decompressor() {
            @Override
            public String getMessageEncoding() {
                return encoding.word();
            }

            @Override
            public InputStream decompress(InputStream bytes) {
                return bytes;
            }
        }, true);
    }
}
