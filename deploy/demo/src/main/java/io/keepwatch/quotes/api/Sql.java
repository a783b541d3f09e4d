package io.keepwatch.quotes.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// One statement, read from a file whose first line is its summary, e.g. `-- SELECT quotes`.
///
/// @param summary    low-cardinality name of the statement, and of its spans
/// @param operation  e.g. `SELECT`
/// @param collection the table or view that is mainly meant
record Sql(String summary, String operation, String collection, String text) {

    static Sql statement(String name) {
        String[] parts = script("sql/" + name + ".sql").split("\n", 2);
        String summary = parts[0].substring(3);
        String[] words = summary.split(" ");
        return new Sql(summary, words[0], words[1], parts[1].strip());
    }

    /// Several statements that run as one.
    static String script(String path) {
        try (InputStream file = Sql.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException(path + " is missing from the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
