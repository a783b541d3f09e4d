package io.keepwatch.backup;

/// What is backed up, in the words of OpenTelemetry's database spans: they join a service to its restore points.
///
/// @param system    `db.system.name`, e.g. `postgresql`
/// @param address   `server.address`
/// @param port      `server.port`
/// @param namespace `db.namespace`, the database's name
public record ProtectedDatabase(String system, String address, int port, String namespace) {

    @Override
    public String toString() {
        return namespace + " on " + address + ":" + port;
    }
}
