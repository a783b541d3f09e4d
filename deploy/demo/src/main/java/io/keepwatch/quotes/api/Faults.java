package io.keepwatch.quotes.api;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Breaks the demo for real, and mends it. Nothing is pretended: the database itself is changed, so that a restart keeps the fault
/// and a restored database is rid of it.
final class Faults {

    private static final int EVERY_THIRD_SURVIVES = 3;

    private final Database database;
    private final Schema schema;

    Faults(Database database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    /// The ways to break.
    enum Mode {
        /// A migration that does not fit: searches and new quotes fail.
        ERRORS,
        /// A lost index and a slow function: author pages and searches take most of a second.
        SLOW,
        /// Two thirds of the quotes are gone.
        DELETE_ROWS;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Mode> of(String word) {
            return Stream.of(values()).filter(mode -> mode.word().equals(word)).findFirst();
        }
    }

    /// What is broken now, as the database shows it.
    ///
    /// @param missingRows how many of the seeded quotes are gone
    record State(boolean errors, boolean slow, long missingRows) {}

    /// @param deletedRows quotes deleted, their likes not counted
    record Broken(String mode, String message, int deletedRows) {}

    /// @param reseededRows seeded quotes that were put back; what visitors had added and was deleted is not among them
    record Repaired(String message, int reseededRows) {}

    Broken apply(Mode mode) throws SQLException {
        return switch (mode) {
            case ERRORS -> {
                run("break-errors.sql");
                yield new Broken(mode.word(), "Migration 42 ran: searches and new quotes fail from now on", 0);
            }
            case SLOW -> {
                run("break-slow.sql");
                yield new Broken(mode.word(), "Dropped index likes_quote_id_idx: author pages and searches are slow from now on", 0);
            }
            case DELETE_ROWS -> {
                int deleted = deleteRows();
                yield new Broken(mode.word(), "Deleted " + deleted + " quotes", deleted);
            }
        };
    }

    Repaired repair() throws SQLException {
        run("mend-errors.sql");
        run("mend-slow.sql");
        int reseeded = schema.reseed();
        return new Repaired(reseeded == 0
                ? "Undid the migration and the slow function; no seeded quote was missing"
                : "Undid the migration and the slow function, and seeded " + reseeded
                        + " deleted quotes again; what visitors had added among the deleted is lost", reseeded);
    }

    State state() throws SQLException {
        return database.maintain(connection -> {
            try (var statement = connection.prepareStatement(Sql.script("state.sql"))) {
                statement.setInt(1, Schema.SEEDED_QUOTES);
                statement.setInt(2, Schema.SEEDED_QUOTES);
                try (var row = statement.executeQuery()) {
                    row.next();
                    return new State(row.getBoolean("errors"), row.getBoolean("slow"), row.getLong("missing"));
                }
            }
        });
    }

    private void run(String script) throws SQLException {
        database.maintain(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(Sql.script(script));
            }
        });
    }

    private int deleteRows() throws SQLException {
        return database.maintain(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("DELETE FROM quotes WHERE id % " + EVERY_THIRD_SURVIVES + " <> 0");
            }
        });
    }
}
