package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.SourceException;
import java.sql.SQLException;

/// Says what a failure of PostgreSQL means and what to do about it.
final class Failures {

    private Failures() {}

    /// @param cannot what could not be done, e.g. `Cannot dump quotes on 127.0.0.1:5432`
    static SourceException of(String cannot, SQLException e) {
        return new SourceException(cannot + ": " + message(e), hint(e), e);
    }

    static String message(SQLException e) {
        return String.valueOf(e.getMessage()).strip();
    }

    static String hint(SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case "08001", "08004", "08006" ->
                    "See that the server runs, listens at this host and port, and that the network lets us through";
            case "28P01", "28000" ->
                    "Check username and password in keepwatch.yaml, and that pg_hba.conf lets this user in from here";
            case "3D000" -> "Check the name in keepwatch.yaml; take the plan out if the database is gone for good";
            case "53300" -> "Raise max_connections, or find out who holds all connections in pg_stat_activity";
            case "42501" -> "Give the role what it lacks: pg_read_all_data for a backup, and BYPASSRLS where rows are hidden from it;"
                    + " CREATEDB, pg_signal_backend and the owners' roles for a restore";
            case "55P03", "57014" -> "End the session that holds the lock, or raise lock-wait-timeout";
            case "57P01", "57P02", "57P03" -> "Somebody ended the session or stopped the server; its log says who. Run it again";
            case "55006" -> "End what is named; for a prepared transaction: COMMIT PREPARED or ROLLBACK PREPARED";
            case "53100" -> "Make room on the server's disk";
            default -> "The server's log says more";
        };
    }
}
