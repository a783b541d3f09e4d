package io.keepwatch.backup.source.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// SQL text: quoting, and the statements that lie in files beside this class.
final class Sql {

    private Sql() {}

    /// Any name as an identifier: the one way a name gets into a statement.
    static String name(String name) {
        requireNoNul(name);
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String name(String schema, String name) {
        return name(schema) + '.' + name(name);
    }

    /// Any text as a literal, whatever `standard_conforming_strings` says.
    static String literal(String text) {
        requireNoNul(text);
        String quoted = '\'' + text.replace("'", "''") + '\'';
        return text.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
    }

    /// A value in a libpq connection string.
    static String connectionValue(String text) {
        requireNoNul(text);
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }

    /// The statement in the file `name.sql`.
    static String file(String name) {
        try (var stream = Sql.class.getResourceAsStream(name + ".sql")) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read statement " + name, e);
        }
    }

    private static void requireNoNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("PostgreSQL takes no NUL character in a name or a text");
        }
    }
}
