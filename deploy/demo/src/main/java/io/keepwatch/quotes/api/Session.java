package io.keepwatch.quotes.api;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.semconv.DbAttributes;
import io.opentelemetry.semconv.ErrorAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs statements on one connection, each in a client span.
final class Session {

    private static final AttributeKey<Long> RETURNED_ROWS = AttributeKey.longKey("db.response.returned_rows");

    private final Connection connection;
    private final DatabaseTelemetry telemetry;

    Session(Connection connection, DatabaseTelemetry telemetry) {
        this.connection = connection;
        this.telemetry = telemetry;
    }

    @FunctionalInterface
    interface Row<T> {
        T from(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Command {
        void run() throws SQLException;
    }

    @FunctionalInterface
    private interface Execution<T> {
        T of(PreparedStatement statement, Span span) throws SQLException;
    }

    <T> Optional<T> first(Sql sql, Row<T> row, Object... parameters) throws SQLException {
        return all(sql, row, parameters).stream().findFirst();
    }

    <T> List<T> all(Sql sql, Row<T> row, Object... parameters) throws SQLException {
        return run(sql, parameters, (statement, span) -> {
            List<T> rows = rows(statement, row);
            span.setAttribute(RETURNED_ROWS, (long) rows.size());
            return rows;
        });
    }

    /// Returns how many rows were changed.
    int update(Sql sql, Object... parameters) throws SQLException {
        return run(sql, parameters, (statement, _) -> statement.executeUpdate());
    }

    void commit() throws SQLException {
        end("COMMIT", connection::commit);
    }

    void rollback() throws SQLException {
        end("ROLLBACK", connection::rollback);
    }

    private static <T> List<T> rows(PreparedStatement statement, Row<T> row) throws SQLException {
        var rows = new ArrayList<T>();
        try (ResultSet results = statement.executeQuery()) {
            while (results.next()) {
                rows.add(row.from(results));
            }
        }
        return rows;
    }

    private <T> T run(Sql sql, Object[] parameters, Execution<T> execution) throws SQLException {
        Span span = telemetry.startStatement(sql);
        long start = System.nanoTime();
        String sqlState = null;
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return execution.of(statement, span);
        } catch (SQLException e) {
            sqlState = fail(span, e);
            throw e;
        } finally {
            telemetry.ran(sql, start, sqlState);
            span.end();
        }
    }

    private void end(String name, Command command) throws SQLException {
        Span span = telemetry.startTransactionEnd(name);
        try {
            command.run();
        } catch (SQLException e) {
            fail(span, e);
            throw e;
        } finally {
            span.end();
        }
    }

    private static String fail(Span span, SQLException e) {
        span.recordException(e);
        span.setStatus(StatusCode.ERROR, e.getMessage());
        String type = e.getSQLState() == null ? e.getClass().getName() : e.getSQLState();
        span.setAttribute(ErrorAttributes.ERROR_TYPE, type);
        if (e.getSQLState() != null) {
            span.setAttribute(DbAttributes.DB_RESPONSE_STATUS_CODE, e.getSQLState());
        }
        return type;
    }
}
