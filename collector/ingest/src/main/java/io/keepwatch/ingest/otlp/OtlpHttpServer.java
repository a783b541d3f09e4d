package io.keepwatch.ingest.otlp;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.keepwatch.settings.Settings.Network;
import io.keepwatch.settings.Settings.Tls;
import io.keepwatch.settings.StartProblem;
import io.keepwatch.settings.StartProblemReporter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/// Receives OTLP over HTTP, with the JDK's own server and a virtual thread per request: a port apart from the
/// console's, so that a flood of telemetry cannot keep anyone out of it.
final class OtlpHttpServer {

    /// A sender whose request has not arrived after this long is cut off.
    static final Duration REQUEST_WITHIN = Duration.ofSeconds(30);

    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final ExecutorService requests;
    private final ScheduledExecutorService timer;

    private OtlpHttpServer(HttpServer server, ExecutorService requests, ScheduledExecutorService timer) {
        this.server = server;
        this.requests = requests;
        this.timer = timer;
    }

    /// @throws StartProblem when the port is in use
    static OtlpHttpServer start(Network network, OtlpIntake intake, Duration requestWithin) {
        // the JDK's server reads these once: answers leave at once, many senders keep their connections, endless headers are cut off
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
        System.setProperty("sun.net.httpserver.maxReqTime", Long.toString(2 * REQUEST_WITHIN.toSeconds()));
        HttpServer server;
        try {
            server = create(network.tls());
            server.bind(new InetSocketAddress(network.bind(), network.otlpHttpPort()), BACKLOG);
        } catch (BindException taken) {
            throw StartProblemReporter.portInUse("KEEPWATCH_OTLP_HTTP_PORT", network.otlpHttpPort());
        } catch (IOException cannotListen) {
            throw new StartProblem("Cannot receive OTLP over HTTP: " + cannotListen.getMessage(), cannotListen);
        }
        var requests = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("otlp-http-", 0).factory());
        var timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("otlp-http-timeout").factory());
        server.setExecutor(requests);
        server.createContext("/", new OtlpHttpHandler(intake, timer, requestWithin));
        server.start();
        return new OtlpHttpServer(server, requests, timer);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Ends when the requests under way are answered, or when the time is over.
    void stop(Duration patience) {
        server.stop(Math.toIntExact(patience.toSeconds()));
        requests.shutdownNow();
        timer.shutdownNow();
    }

    private static HttpServer create(@Nullable Tls tls) throws IOException {
        if (tls == null) {
            return HttpServer.create();
        }
        var pem = PemSslStoreDetails.forCertificate(tls.certificate().toUri().toString()).withPrivateKey(tls.key().toUri().toString());
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(SslBundle.of(new PemSslStoreBundle(pem, null)).createSslContext()));
        return server;
    }
}
