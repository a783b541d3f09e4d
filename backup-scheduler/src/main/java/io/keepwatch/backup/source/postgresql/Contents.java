package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.manifest.Manifest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Counts what is in a database: rows and checksums of each table, and of the large objects. The same on the source, in the dump's
/// snapshot, and on a restored copy.
final class Contents {

    /// Large objects stand among the tables under the name of the catalog that lists them.
    static final String LARGE_OBJECTS_SCHEMA = "pg_catalog";
    static final String LARGE_OBJECTS = "pg_largeobject_metadata";

    /// Text that is hashed must not depend on who asks.
    private static final List<String> SAME_TEXT_EVERYWHERE = List.of(
            "SET TimeZone = 'UTC'", "SET DateStyle = 'ISO, YMD'", "SET IntervalStyle = 'postgres'", "SET extra_float_digits = 1",
            "SET bytea_output = 'hex'", "SET xmloption = 'content'", "SET lc_monetary = 'C'", "SET quote_all_identifiers = off",
            // as pg_dump does: an error rather than a part of the rows
            "SET row_security = off", "SET lock_timeout = 0");

    private static final String COUNT_LARGE_OBJECTS = "SELECT count(*), NULL FROM pg_largeobject_metadata";
    private static final String SUM_LARGE_OBJECTS =
            "SELECT count(*), sum(hashtextextended(oid::text || ':' || encode(sha256(lo_get(oid)), 'hex'), 0)) FROM pg_largeobject_metadata";

    /// Out of memory, or a value too long to become text: it can be counted all the same.
    private static final List<String> TOO_LARGE = List.of("53200", "54000", "22P05");

    private final Session session;
    private final List<String> warnings = new ArrayList<>();

    private Contents(Session session) {
        this.session = session;
    }

    /// Prepares a session for counting.
    static Contents of(Session session) throws SQLException {
        for (String setting : SAME_TEXT_EVERYWHERE) {
            session.execute(setting);
        }
        return new Contents(session);
    }

    static List<TableRef> tables(Session session) throws SQLException {
        return session.query(Sql.file("tables"), TableRef::read);
    }

    interface EachTable {
        void counted(Manifest.Table table) throws SQLException, InterruptedException;
    }

    /// Counts table by table; inside of a transaction, which stays usable.
    void count(List<TableRef> tables, EachTable each) throws SQLException, InterruptedException {
        for (TableRef table : tables) {
            if (table.hasRows()) {
                each.counted(count(table.schema(), table.name(), table.countAndChecksum(), table.count()));
            }
        }
        Manifest.Table largeObjects = count(LARGE_OBJECTS_SCHEMA, LARGE_OBJECTS, SUM_LARGE_OBJECTS, COUNT_LARGE_OBJECTS);
        if (largeObjects.rows() > 0) {
            each.counted(largeObjects);
        }
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private Manifest.Table count(String schema, String name, String withChecksum, String without) throws SQLException {
        session.execute("SAVEPOINT counting");
        Manifest.Table table;
        try {
            table = run(schema, name, withChecksum);
        } catch (SQLException e) {
            if (!TOO_LARGE.contains(e.getSQLState())) {
                throw e;
            }
            session.execute("ROLLBACK TO SAVEPOINT counting");
            warnings.add("No checksum of " + schema + "." + name + ": " + Failures.message(e));
            table = run(schema, name, without);
        }
        session.execute("RELEASE SAVEPOINT counting");
        return table;
    }

    private Manifest.Table run(String schema, String name, String sql) throws SQLException {
        return session.find(sql, row -> new Manifest.Table(schema, name, row.getLong(1), row.getString(2))).orElseThrow();
    }
}
