package io.keepwatch.backup.source.postgresql;

import io.keepwatch.metadata.PostgresServer;
import io.keepwatch.settings.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Fresh databases on a real server, and what to do with them.
final class TestServer {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final PostgresServer server;

    TestServer(PostgresServer server) {
        this.server = server;
    }

    int port() {
        return server.port();
    }

    PostgresqlSettings settings(String database) {
        return settings(database, "postgres", null);
    }

    PostgresqlSettings settings(String database, String user, @Nullable String password) {
        return new PostgresqlSettings(null, "127.0.0.1", server.port(), user, password == null ? null : Secret.of(password), database,
                SslMode.PREFER, null, true, Duration.ofSeconds(5), "postgres");
    }

    /// Waits for a lock no longer than 300 ms.
    PostgresqlSettings impatient(String database) {
        return new PostgresqlSettings(null, "127.0.0.1", server.port(), "postgres", null, database,
                SslMode.PREFER, null, true, Duration.ofMillis(300), "postgres");
    }

    /// A server that does not run.
    PostgresqlSettings away() {
        return new PostgresqlSettings(null, "127.0.0.1", 1, "postgres", null, "quotes",
                SslMode.PREFER, null, true, Duration.ofSeconds(5), "postgres");
    }

    /// Refuses client programs that are not safe.
    PostgresqlSettings strict(String database) {
        return new PostgresqlSettings(null, "127.0.0.1", server.port(), "postgres", null, database,
                SslMode.PREFER, null, false, Duration.ofSeconds(5), "postgres");
    }

    /// @return the name of a database that exists
    String create(String options, String... statements) throws SQLException {
        String name = "source_" + NUMBER.incrementAndGet();
        createNamed(name, options, statements);
        return name;
    }

    void createNamed(String name, String options, String... statements) throws SQLException {
        run("postgres", "CREATE DATABASE " + Sql.name(name) + " " + options);
        run(name, statements);
    }

    void run(String database, String... statements) throws SQLException {
        server.run(database, statements);
    }

    @Nullable String ask(String database, String query) throws SQLException {
        return server.ask(database, query);
    }

    Connection connect(String database) throws SQLException {
        return server.connect(database);
    }

    String url(String database) {
        return server.url(database);
    }
}
