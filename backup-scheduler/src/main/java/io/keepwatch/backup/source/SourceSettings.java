package io.keepwatch.backup.source;

import org.jspecify.annotations.Nullable;

/// The settings of one source in `keepwatch.yaml`; each adapter has its record, chosen by the key `type`.
///
/// A record that can lie on a server takes the server's name in `server`, or host, port, username and password in place.
public interface SourceSettings {

    /// The name of a server of `keepwatch.yaml`, or null when the settings stand in place.
    default @Nullable String server() {
        return null;
    }

    /// The same source on this server: its host, port, username and password take the place of those here.
    ///
    /// @throws IllegalArgumentException when this kind of source lies on no server
    default SourceSettings on(String name, Server server) {
        throw new IllegalArgumentException("this kind of source has no server");
    }
}
