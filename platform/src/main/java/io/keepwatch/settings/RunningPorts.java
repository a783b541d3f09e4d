package io.keepwatch.settings;

import java.util.Map;

/// The ports this process listens on, all of them bound.
public record RunningPorts(Map<Listener, Integer> ports) {

    /// What listens.
    public enum Listener {
        HTTP("http"),
        OTLP_GRPC("otlpGrpc"),
        OTLP_HTTP("otlpHttp");

        /// The name in `ports.json`.
        final String json;

        Listener(String json) {
            this.json = json;
        }
    }

    public RunningPorts {
        ports = Map.copyOf(ports);
    }

    /// @throws IllegalArgumentException when a process of our role does not listen there
    public int port(Listener listener) {
        Integer port = ports.get(listener);
        if (port == null) {
            throw new IllegalArgumentException("This process has no port for " + listener);
        }
        return port;
    }
}
