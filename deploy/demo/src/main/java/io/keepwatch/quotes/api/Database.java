package io.keepwatch.quotes.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.keepwatch.quotes.program.Environment;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/// The quotes database behind a small pool, and what is to be known about each use of it.
final class Database implements AutoCloseable {

    private static final int POOL_SIZE = 12;
    private static final int LONGEST_WAIT_MILLIS = 2_000;

    private final HikariDataSource pool;
    private final DatabaseTelemetry telemetry;

    private Database(HikariDataSource pool, DatabaseTelemetry telemetry) {
        this.pool = pool;
        this.telemetry = telemetry;
    }

    @FunctionalInterface
    interface Work<T> {
        T in(Session session) throws SQLException;
    }

    @FunctionalInterface
    interface PlainWork<T> {
        T with(Connection connection) throws SQLException;
    }

    /// Opens no connection yet: the service starts, and says so, while its database is down.
    static Database open(Environment environment, Telemetry telemetry) {
        String url = environment.text("QUOTES_DB_URL", "jdbc:postgresql://127.0.0.1:5432/quotes");
        Properties parts = Driver.parseURL(url, new Properties());
        if (parts == null) {
            throw new IllegalArgumentException("QUOTES_DB_URL is no PostgreSQL address; use e.g. jdbc:postgresql://127.0.0.1:5432/quotes");
        }
        var config = new HikariConfig();
        config.setPoolName(parts.getProperty("PGDBNAME"));
        config.setJdbcUrl(url);
        config.setUsername(environment.text("QUOTES_DB_USER", "quotes"));
        config.setPassword(environment.text("QUOTES_DB_PASSWORD", "…"));
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(LONGEST_WAIT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "quotes-api");
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "70");
        config.addDataSourceProperty("options", "-c statement_timeout=5s -c lock_timeout=3s");
        var pool = new HikariDataSource(config);
        return new Database(pool, new DatabaseTelemetry(telemetry, pool, parts));
    }

    <T> T read(Work<T> work) throws SQLException {
        try (Connection connection = acquire()) {
            return work.in(new Session(connection, telemetry));
        }
    }

    /// One transaction: all of `work` or nothing.
    <T> T write(Work<T> work) throws SQLException {
        try (Connection connection = acquire()) {
            connection.setAutoCommit(false);
            var session = new Session(connection, telemetry);
            try {
                T result = work.in(session);
                session.commit();
                return result;
            } catch (SQLException | RuntimeException failure) {
                rollBack(session, failure);
                throw failure;
            }
        }
    }

    /// For the service's own housekeeping, which is no request: in one transaction, not traced, given more time, and not in line
    /// behind requests for a pooled connection.
    <T> T maintain(PlainWork<T> work) throws SQLException {
        try (Connection connection = DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword())) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SET statement_timeout = '60s'; SET lock_timeout = '10s'");
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private Connection acquire() throws SQLException {
        Span waiting = telemetry.startWaiting();
        long start = System.nanoTime();
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            waiting.recordException(e);
            waiting.setStatus(StatusCode.ERROR, e.getMessage());
            throw e;
        } finally {
            telemetry.waited(start);
            waiting.end();
        }
    }

    private static void rollBack(Session session, Exception failure) {
        try {
            session.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
