package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.PartReader;
import io.keepwatch.backup.source.RestoreTarget;
import io.keepwatch.process.ChildProcesses;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the steps of one restore share.
///
/// @param settings of the server that is restored to
record Restoration(
        PostgresqlSettings settings, Manifest manifest, RestoreTarget target, RestoreNames names, PartReader parts,
        ChildProcesses children, Clients clients) {

    /// Facts of a run.
    static final String CLONE = "clone";
    static final String CLONE_OID = "clone-oid";

    /// @param cannot what fails when the database server says no
    <T> T onServer(String cannot, Maintenance<T> work) throws Exception {
        return Maintenance.on(settings, cannot, work);
    }

    Optional<String> fact(String name) {
        return Optional.ofNullable(manifest.facts().get(name));
    }

    /// The major version of the server that was dumped.
    int sourceMajor() {
        return fact("server_version_num").map(number -> Integer.parseInt(number) / 10_000).orElse(0);
    }

    /// The major version of the client that wrote the archive.
    int archiveMajor() {
        return fact("pg_dump_version").map(version -> Integer.parseInt(version.split("\\.")[0])).orElse(sourceMajor());
    }

    /// All roles that the database's objects or its own entry name.
    List<String> roles() {
        return Stream.concat(manifest.roles().stream(), fact("owner").stream()).distinct().toList();
    }

    List<String> missingRoles(Session session) throws SQLException {
        return session.query("SELECT r FROM unnest(?::text[]) r WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r)",
                row -> row.getString(1), (Object) roles().toArray(String[]::new));
    }

    List<String> missingTablespaces(Session session) throws SQLException {
        return session.query("""
                SELECT t FROM unnest(?::text[]) t WHERE t <> '' AND NOT EXISTS (SELECT FROM pg_tablespace WHERE spcname = t)""",
                row -> row.getString(1), (Object) fact("tablespaces").orElse("").split(", "));
    }
}
