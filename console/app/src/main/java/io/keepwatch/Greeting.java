package io.keepwatch;

import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.RunningPorts;
import io.keepwatch.settings.RunningPorts.Listener;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Says on the standard output, when all ports are bound, where everything is.
@Component
class Greeting {

    private final Settings settings;
    private final BoundPorts ports;

    Greeting(Settings settings, BoundPorts ports) {
        this.settings = settings;
        this.ports = ports;
    }

    @Order
    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        ports.all().thenAccept(running -> System.out.println(text(running)));
    }

    private String text(RunningPorts running) {
        var network = settings.network();
        String scheme = network.tls() == null ? "http" : "https";
        String host = network.loopbackOnly() ? "127.0.0.1" : network.bind();
        String http = scheme + "://" + host + ":" + running.port(Listener.HTTP);
        var text = new StringBuilder("\nKeepwatch is up");
        if (settings.has(ProcessRole.CONTROL)) {
            text.append("\n  console    ").append(network.externalUrl() == null ? http : network.externalUrl().toString());
        } else {
            text.append("\n  health     ").append(http).append("/actuator/health (the console is another process)");
        }
        if (running.ports().containsKey(Listener.OTLP_GRPC)) {
            text.append("\n  OTLP       gRPC ").append(host).append(':').append(running.port(Listener.OTLP_GRPC))
                    .append(", HTTP ").append(scheme).append("://").append(host).append(':').append(running.port(Listener.OTLP_HTTP));
        }
        return text.append("\n  data       ").append(settings.home()).append('\n').toString();
    }
}
