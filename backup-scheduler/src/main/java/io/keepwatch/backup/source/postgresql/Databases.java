package io.keepwatch.backup.source.postgresql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The databases of a server, seen from its maintenance database.
final class Databases {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 20;
    /// Those of a user: autovacuum is none of ours to end, and RENAME does it itself.
    private static final String OTHERS = " FROM pg_stat_activity WHERE datname = ? AND pid <> pg_backend_pid() AND usesysid IS NOT NULL";

    private final Session session;

    Databases(Session maintenance) {
        this.session = maintenance;
    }

    Session session() {
        return session;
    }

    boolean exists(String name) throws SQLException {
        return oid(name).isPresent();
    }

    /// It stays with a database when that is renamed.
    Optional<String> oid(String name) throws SQLException {
        return session.text("SELECT oid FROM pg_database WHERE datname = ?", name);
    }

    boolean allowsConnections(String name) throws SQLException {
        return session.holds("SELECT datallowconn FROM pg_database WHERE datname = ?", name);
    }

    void allowConnections(String name, boolean allow) throws SQLException {
        session.execute("ALTER DATABASE " + Sql.name(name) + " WITH ALLOW_CONNECTIONS " + allow);
    }

    /// Ends all sessions of a database that lets nobody in any more, and waits until they are gone: RENAME would wait for them for
    /// five seconds and then fail.
    void endSessions(String name) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            session.query("SELECT pg_terminate_backend(pid)" + OTHERS, row -> row.getBoolean(1), name);
            if (!session.holds("EXISTS (SELECT" + OTHERS + ")", name)) {
                return;
            }
            Thread.sleep(LOOK_MILLIS);
        } while (System.nanoTime() < deadline);
        throw new SQLException("sessions of " + name + " do not end: " + sessions(name), "55006");
    }

    /// Who is connected, e.g. `3 of quotes (role app)`.
    List<String> sessions(String name) throws SQLException {
        return session.query("SELECT count(*) || ' of ' || coalesce(nullif(application_name, ''), backend_type) || ' (role '"
                        + " || coalesce(usename, 'none') || ')'" + OTHERS + " GROUP BY application_name, backend_type, usename ORDER BY 1",
                row -> row.getString(1), name);
    }

    /// Both or none.
    void renameTogether(String first, String firstTo, String second, String secondTo) throws SQLException {
        session.execute("BEGIN");
        try {
            rename(first, firstTo);
            rename(second, secondTo);
            session.execute("COMMIT");
        } catch (SQLException e) {
            session.execute("ROLLBACK");
            throw e;
        }
    }

    void rename(String from, String to) throws SQLException {
        session.execute("ALTER DATABASE " + Sql.name(from) + " RENAME TO " + Sql.name(to));
    }

    void drop(String name) throws SQLException {
        session.execute("DROP DATABASE IF EXISTS " + Sql.name(name) + " WITH (FORCE)");
    }
}
