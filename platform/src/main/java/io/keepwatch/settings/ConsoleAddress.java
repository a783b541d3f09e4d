package io.keepwatch.settings;

import io.keepwatch.settings.RunningPorts.Listener;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where people reach the console, for links in messages: as it is set, else this machine and the port that was bound.
public final class ConsoleAddress implements Supplier<URI> {

    private final Settings settings;
    private final CompletableFuture<RunningPorts> ports;

    public ConsoleAddress(Settings settings, BoundPorts ports) {
        this.settings = settings;
        this.ports = ports.all();
    }

    @Override
    public URI get() {
        URI external = settings.network().externalUrl();
        if (external != null) {
            return external;
        }
        @Nullable RunningPorts bound = ports.getNow(null);
        int port = bound == null ? settings.network().httpPort() : bound.port(Listener.HTTP);
        String scheme = settings.network().tls() == null ? "http" : "https";
        return URI.create(scheme + "://" + settings.network().localAddress() + ":" + port);
    }
}
