package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
class SqlTest {

    private final TestServer server;

    SqlTest(PostgresServer server) {
        this.server = new TestServer(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a\"b", "a'b", "\\", "a\\'b", "\\'; DROP TABLE x; --", "new\nline", "tab\t", "$$", "ü", "😀", "%s ? :x"})
    void what_is_quoted_comes_back_as_it_was(String text) throws Exception {
        assertThat(server.ask("postgres", "SELECT " + Sql.literal(text))).isEqualTo(text);
        try (var connection = server.connect("postgres"); var statement = connection.createStatement()) {
            statement.execute("SET standard_conforming_strings = off");
            try (var rows = statement.executeQuery("SELECT " + Sql.literal(text))) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(text);
            }
        }
        assertThat(server.ask("postgres", "SELECT t." + Sql.name(text) + " FROM (SELECT 'found' AS " + Sql.name(text) + ") t")).isEqualTo("found");
    }

    @Test
    void a_nul_is_refused() {
        assertThatThrownBy(() -> Sql.name("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sql.literal("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }
}
