package io.keepwatch.backup.source;

import io.keepwatch.settings.Secret;
import org.jspecify.annotations.Nullable;

/// A server of `keepwatch.yaml`, which sources refer to by its name. What is null is left to the kind of source, e.g. its usual port.
public record Server(String host, @Nullable Integer port, @Nullable String username, @Nullable Secret password) {

    public Server {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("host is missing: a name or an address, e.g. 127.0.0.1");
        }
        if (port != null && (port < 1 || port > 65535)) {
            throw new IllegalArgumentException("port " + port + " is none: use a number from 1 to 65535");
        }
    }
}
