package io.keepwatch.clickhouse.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The text of a query from a resource file, where `${name}` stands for a part that is written by code.
public record Sql(String text) {

    /// @param owner the file lies beside this class
    public static Sql of(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + name + ".sql");
            }
            return new Sql(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + ".sql", e);
        }
    }

    /// @param part made of our own words and of placeholders of [Parameters], never of a value
    public Sql with(String name, String part) {
        return new Sql(text.replace("${" + name + "}", part));
    }
}
