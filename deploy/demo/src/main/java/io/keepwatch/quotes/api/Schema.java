package io.keepwatch.quotes.api;

import io.keepwatch.quotes.words.Phrases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// Creates the tables and the first quotes. The same authors and quotes come out each time, under the same ids.
final class Schema {

    static final int AUTHORS = 300;
    static final int SEEDED_QUOTES = 5_000;
    /// What visitors add starts above, so that it is never mistaken for a seed.
    static final int FIRST_OWN_ID = 10_001;

    private static final int SEEDED_LIKES = 12_000;
    private static final long SEED = 1_789;
    private static final Instant OLDEST = Instant.parse("2023-01-01T00:00:00Z");
    private static final int DAYS = 1_000;

    private final Database database;

    Schema(Database database) {
        this.database = database;
    }

    /// Only where there are no tables yet: what was deleted later stays deleted.
    boolean createIfMissing() throws SQLException {
        return database.maintain(connection -> {
            if (exists(connection)) {
                return false;
            }
            try (var statement = connection.createStatement()) {
                statement.execute(Sql.script("schema.sql"));
            }
            seed(connection);
            try (var statement = connection.createStatement()) {
                statement.execute("ALTER TABLE quotes ALTER COLUMN id RESTART WITH " + FIRST_OWN_ID);
                statement.execute("ALTER TABLE authors ALTER COLUMN id RESTART WITH " + FIRST_OWN_ID);
                statement.execute("ALTER TABLE likes ALTER COLUMN id RESTART WITH " + (SEEDED_LIKES + 1));
                statement.execute("ANALYZE authors, quotes, likes");
            }
            return true;
        });
    }

    /// Puts back the seeded rows that are missing, and returns how many quotes that were.
    int reseed() throws SQLException {
        return database.maintain(Schema::seed);
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            // two services that start at once on an empty database must not both create
            statement.execute("SELECT pg_advisory_xact_lock(" + SEED + ")");
            try (var row = statement.executeQuery("SELECT to_regclass('public.quotes') IS NOT NULL")) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static int seed(Connection connection) throws SQLException {
        var random = new Random(SEED);
        Phrases phrases = Phrases.load();
        seedAuthors(connection, phrases, random);
        int quotes = seedQuotes(connection, phrases, random);
        seedLikes(connection, random);
        return quotes;
    }

    private static void seedAuthors(Connection connection, Phrases phrases, Random random) throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < AUTHORS) {
            names.add(phrases.name(random));
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO authors (id, name, born, died) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            int id = 0;
            for (String name : names) {
                int born = 1600 + random.nextInt(280);
                insert.setLong(1, ++id);
                insert.setString(2, name);
                insert.setInt(3, born);
                insert.setInt(4, born + 35 + random.nextInt(55));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static int seedQuotes(Connection connection, Phrases phrases, Random random) throws SQLException {
        Set<String> sayings = new LinkedHashSet<>();
        while (sayings.size() < SEEDED_QUOTES) {
            sayings.add(phrases.saying(random));
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO quotes (id, author_id, body, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            int id = 0;
            for (String saying : sayings) {
                insert.setLong(1, ++id);
                insert.setLong(2, 1 + random.nextInt(AUTHORS));
                insert.setString(3, saying);
                insert.setObject(4, moment(id, SEEDED_QUOTES, random));
                insert.addBatch();
            }
            return IntStream.of(insert.executeBatch()).filter(count -> count != 0).map(_ -> 1).sum();
        }
    }

    private static void seedLikes(Connection connection, Random random) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO likes (id, quote_id, visitor, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            for (int id = 1; id <= SEEDED_LIKES; id++) {
                double popularity = random.nextDouble();
                insert.setLong(1, id);
                insert.setLong(2, 1 + (long) (popularity * popularity * SEEDED_QUOTES));
                insert.setString(3, "visitor-" + random.nextInt(2_000));
                insert.setObject(4, moment(id, SEEDED_LIKES, random));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// In the order of the ids, spread over the years.
    private static OffsetDateTime moment(int id, int of, Random random) {
        long second = (long) id * DAYS * 86_400 / of + random.nextInt(3_600);
        return OLDEST.plusSeconds(second).atOffset(ZoneOffset.UTC);
    }
}
