package io.keepwatch.observability;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Who takes our own telemetry: the collector that is set, or else the receivers of this process, as soon as they listen.
public final class OwnCollector {

    private final CompletableFuture<URI> endpoint = new CompletableFuture<>();

    /// @param configured of an OTLP/gRPC receiver; null for the one of this process
    public OwnCollector(@Nullable URI configured) {
        if (configured != null) {
            endpoint.complete(configured);
        }
    }

    /// The receivers of this process take OTLP over gRPC here. Has no effect when another collector is set.
    public void listensAt(URI receiver) {
        endpoint.complete(receiver);
    }

    /// Completes when it is known.
    public CompletableFuture<URI> endpoint() {
        return endpoint.copy();
    }
}
