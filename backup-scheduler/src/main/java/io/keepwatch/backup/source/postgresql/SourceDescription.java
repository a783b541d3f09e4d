package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.source.SourceFacts;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a database and its server are like.
///
/// @param superuser whether we may read everything there
record SourceDescription(
        PostgresqlVersion version, boolean superuser, Map<String, String> values, List<String> roles, Map<String, String> extensions) {

    static SourceDescription read(PostgresqlSettings settings) throws SourceException {
        try (Session session = Session.open(settings)) {
            return read(session);
        } catch (SQLException e) {
            throw Failures.of("Cannot dump " + settings.place(), e);
        }
    }

    private static SourceDescription read(Session session) throws SQLException {
        var values = new LinkedHashMap<String, String>();
        session.query(Sql.file("facts"), row -> values.put(row.getString(1), row.getString(2)));
        if (session.holds("has_function_privilege('pg_control_system()', 'EXECUTE')")) {
            session.text("SELECT system_identifier FROM pg_control_system()")
                    .ifPresent(identifier -> values.put("system_identifier", identifier));
        }
        var extensions = new LinkedHashMap<String, String>();
        session.query("SELECT extname, extversion FROM pg_extension ORDER BY extname",
                row -> extensions.put(row.getString(1), row.getString(2)));
        return new SourceDescription(
                PostgresqlVersion.ofServer(session.serverVersion()),
                session.holds("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"),
                values,
                session.query(Sql.file("roles"), row -> row.getString(1)),
                extensions);
    }

    SourceFacts facts(Snapshot snapshot, Client client, List<Manifest.Table> tables, List<String> warnings) {
        var all = new LinkedHashMap<>(values);
        all.put("pg_dump_version", client.version().toString());
        all.put("snapshot_lsn", snapshot.lsn());
        all.put("large_objects", tables.stream()
                .filter(table -> table.schema().equals(Contents.LARGE_OBJECTS_SCHEMA) && table.name().equals(Contents.LARGE_OBJECTS))
                .map(table -> Long.toString(table.rows()))
                .findFirst()
                .orElse("0"));
        return new SourceFacts(snapshot.at(), all, tables, roles, extensions, warnings);
    }
}
