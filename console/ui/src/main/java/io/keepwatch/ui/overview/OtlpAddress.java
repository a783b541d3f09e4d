package io.keepwatch.ui.overview;

import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.RunningPorts.Listener;
import io.keepwatch.settings.Settings;
import java.net.URI;
import org.springframework.stereotype.Component;

/// Where senders reach the OTLP receivers.
@Component
class OtlpAddress {

    private final Settings settings;
    private final BoundPorts ports;

    OtlpAddress(Settings settings, BoundPorts ports) {
        this.settings = settings;
        this.ports = ports;
    }

    String http() {
        return address(Listener.OTLP_HTTP, settings.network().otlpHttpPort());
    }

    String grpc() {
        return address(Listener.OTLP_GRPC, settings.network().otlpGrpcPort());
    }

    boolean needsToken() {
        return settings.otlpToken() != null || !settings.network().loopbackOnly();
    }

    private String address(Listener listener, int configured) {
        Settings.Network network = settings.network();
        URI external = network.externalUrl();
        String host = external != null && external.getHost() != null && !network.loopbackOnly() ? external.getHost() : network.localAddress();
        int port = settings.has(Settings.ProcessRole.COLLECTOR) && ports.all().isDone() ? ports.all().join().port(listener) : configured;
        return (network.tls() == null ? "http://" : "https://") + host + ":" + port;
    }
}
