package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.Measurement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a server counts of its databases, under the names that OpenTelemetry's collector gives them.
final class ServerStatistics {

    private static final String DATABASE = "postgresql_database_name";
    private static final String DATABASES = Sql.file("statistics");
    private static final String SESSIONS = Sql.file("sessions");

    private ServerStatistics() {}

    static List<Measurement> read(Session session) throws SQLException {
        // a server in trouble is not to be held up by those who look at it
        session.execute("SET statement_timeout = '5s'");
        var found = new ArrayList<Measurement>();
        session.query(DATABASES, row -> database(row, found));
        session.query(SESSIONS, row -> found.add(Measurement.gauge("postgresql_backends", "Sessions by state", row.getDouble("sessions"),
                Map.of(DATABASE, row.getString("name"), "state", row.getString("state")))));
        found.add(Measurement.gauge("postgresql_connection_max", "Sessions that the server takes",
                session.number("SELECT current_setting('max_connections')"), Map.of()));
        return found;
    }

    private static boolean database(ResultSet row, List<Measurement> found) throws SQLException {
        Map<String, String> labels = Map.of(DATABASE, row.getString("name"));
        found.add(Measurement.counter("postgresql_commits", "Transactions that were committed", row.getDouble("xact_commit"), labels));
        found.add(Measurement.counter("postgresql_rollbacks", "Transactions that were rolled back", row.getDouble("xact_rollback"), labels));
        found.add(Measurement.counter("postgresql_blks_read", "Blocks that were read from disk", row.getDouble("blks_read"), labels));
        found.add(Measurement.counter("postgresql_blks_hit", "Blocks that were found in memory", row.getDouble("blks_hit"), labels));
        found.add(Measurement.counter("postgresql_tup_fetched", "Rows that queries fetched", row.getDouble("tup_fetched"), labels));
        found.add(Measurement.counter("postgresql_tup_inserted", "Rows that were inserted", row.getDouble("tup_inserted"), labels));
        found.add(Measurement.counter("postgresql_tup_updated", "Rows that were updated", row.getDouble("tup_updated"), labels));
        found.add(Measurement.counter("postgresql_tup_deleted", "Rows that were deleted", row.getDouble("tup_deleted"), labels));
        found.add(Measurement.counter("postgresql_deadlocks", "Deadlocks", row.getDouble("deadlocks"), labels));
        found.add(Measurement.counter("postgresql_temp_bytes", "Bytes that queries wrote into temporary files", row.getDouble("temp_bytes"), labels));
        double size = row.getDouble("size");
        if (!row.wasNull()) {
            found.add(Measurement.gauge("postgresql_db_size_bytes", "Size of the database on disk", size, labels));
        }
        return true;
    }
}
