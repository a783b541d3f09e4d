package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.SourceException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// A moment of a database, held open: pg_dump is told to read it, and we count in it.
///
/// All tables are locked, as pg_dump would, before the moment is taken. So none can vanish or change its shape between our list and
/// pg_dump's.
final class Snapshot implements AutoCloseable {

    private static final int ATTEMPTS = 10;
    private static final int LOCKS_AT_ONCE = 50;
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_SCHEMA = "3F000";

    private final Session session;
    private final List<TableRef> tables;
    private final String id;
    private final Instant at;
    private final String lsn;

    private record Taken(String id, Instant at, String lsn) {}

    private Snapshot(Session session, List<TableRef> tables, Taken taken) {
        this.session = session;
        this.tables = tables;
        this.id = taken.id();
        this.at = taken.at();
        this.lsn = taken.lsn();
    }

    static Snapshot take(PostgresqlSettings settings) throws SQLException, SourceException {
        Session session = Session.open(settings);
        try {
            Contents.of(session);
            for (int attempt = 1; ; attempt++) {
                try {
                    return tryTake(session, settings);
                } catch (SQLException e) {
                    session.execute("ROLLBACK");
                    boolean vanished = UNDEFINED_TABLE.equals(e.getSQLState()) || UNDEFINED_SCHEMA.equals(e.getSQLState());
                    if (!vanished || attempt == ATTEMPTS) {
                        throw explainLock(settings, e);
                    }
                }
            }
        } catch (SQLException | SourceException | RuntimeException e) {
            session.abort();
            throw e;
        }
    }

    /// For `pg_dump --snapshot`.
    String id() {
        return id;
    }

    /// Everything that was committed before is in it.
    Instant at() {
        return at;
    }

    String lsn() {
        return lsn;
    }

    List<TableRef> tables() {
        return tables;
    }

    Session session() {
        return session;
    }

    record Counted(List<Manifest.Table> tables, List<String> warnings) {}

    /// Counts while pg_dump runs.
    Attended<Counted> count() {
        return Attended.start(session, () -> {
            var counted = new ArrayList<Manifest.Table>();
            Contents contents = Contents.of(session);
            contents.count(tables, counted::add);
            return new Counted(counted, contents.warnings());
        });
    }

    /// Lets go of the snapshot and of all locks, also while something is counted.
    @Override
    public void close() {
        session.abort();
    }

    private static Snapshot tryTake(Session session, PostgresqlSettings settings) throws SQLException {
        List<TableRef> before = Contents.tables(session);
        session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        session.execute("SET LOCAL lock_timeout = " + settings.lockWaitTimeout().toMillis());
        lock(session, before);
        Taken taken = session.find("""
                SELECT pg_export_snapshot(), statement_timestamp(),
                       CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text""",
                row -> new Taken(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3))).orElseThrow();
        List<TableRef> seen = Contents.tables(session);
        lock(session, seen.stream().filter(table -> !before.contains(table)).toList());
        session.execute("SET LOCAL lock_timeout = 0");
        return new Snapshot(session, seen, taken);
    }

    private static void lock(Session session, List<TableRef> tables) throws SQLException {
        for (int from = 0; from < tables.size(); from += LOCKS_AT_ONCE) {
            var some = tables.subList(from, Math.min(tables.size(), from + LOCKS_AT_ONCE));
            session.execute("LOCK TABLE " + String.join(", ", some.stream().map(table -> "ONLY " + table.quoted()).toList())
                    + " IN ACCESS SHARE MODE");
        }
    }

    private static SourceException explainLock(PostgresqlSettings settings, SQLException e) {
        if (!"55P03".equals(e.getSQLState())) {
            return Failures.of("Cannot dump " + settings.place(), e);
        }
        String who;
        try (Session other = Session.open(settings)) {
            who = String.join("; ", other.query(Sql.file("table-locks"), row -> "pid " + row.getInt(1) + " (role " + row.getString(2)
                    + ", application '" + row.getString(3) + "') " + (row.getBoolean(4) ? "holds" : "waits for") + " the one on "
                    + row.getString(5)));
        } catch (SQLException unknown) {
            who = "who holds it cannot be told: " + Failures.message(unknown);
        }
        return new SourceException("Cannot dump " + settings.place() + ": no lock on its tables within "
                + settings.lockWaitTimeout().toMillis() + " ms" + (who.isEmpty() ? "" : ": " + who), Failures.hint(e), e);
    }
}
