package io.keepwatch.clickhouse;

import io.keepwatch.settings.Secret;
import java.net.URI;

/// Where a ClickHouse HTTP interface answers and as whom to speak to it. The embedded engine gets a new port and new passwords
/// at each start, so hold on to a [ClickHouse] and ask it, never to an endpoint.
///
/// @param url      scheme, host and port, without a path, e.g. `http://127.0.0.1:8123`
/// @param database holds Keepwatch's tables
/// @param writer   may do everything in the database
/// @param reader   may only read; the same as `writer` where the operator gave us one user
public record ClickHouseEndpoint(URI url, String database, Credentials writer, Credentials reader) {

    /// @param user     ClickHouse's user name
    /// @param password may be empty
    public record Credentials(String user, Secret password) {}

    /// No packet leaves the machine, so compressing what we send costs more than it saves.
    public boolean loopback() {
        String host = url.getHost();
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }
}
