package io.keepwatch.quotes.api;

import io.keepwatch.quotes.telemetry.EventLog;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.semconv.DbAttributes;
import io.opentelemetry.semconv.ErrorAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/// Tries a write three times, with a longer rest each time; each attempt and each rest is a span.
final class Retry {

    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_REST = Duration.ofMillis(40);
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("quotes.attempt");

    private final Tracer tracer;
    private final EventLog log;

    Retry(Telemetry telemetry) {
        this.tracer = telemetry.tracer();
        this.log = telemetry.log(Retry.class);
    }

    @FunctionalInterface
    interface Write<T> {
        T run() throws SQLException;
    }

    <T> T call(String name, Write<T> write) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(name, attempt, write);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                warn(name, attempt, e);
                rest(FIRST_REST.multipliedBy(1L << (attempt - 1)), e);
            }
        }
    }

    private <T> T attempt(String name, int attempt, Write<T> write) throws SQLException {
        Span span = tracer.spanBuilder(name).setAttribute(ATTEMPT, (long) attempt).startSpan();
        try (Scope _ = span.makeCurrent()) {
            return write.run();
        } catch (SQLException e) {
            span.setStatus(StatusCode.ERROR, e.getMessage());
            span.setAttribute(ErrorAttributes.ERROR_TYPE, Objects.requireNonNullElse(e.getSQLState(), e.getClass().getName()));
            throw e;
        } finally {
            span.end();
        }
    }

    private void warn(String name, int attempt, SQLException e) {
        log.warn("Retrying " + name + " after attempt " + attempt + " of " + ATTEMPTS + ": " + e.getMessage(), Attributes.of(
                ATTEMPT, (long) attempt,
                DbAttributes.DB_RESPONSE_STATUS_CODE, Objects.requireNonNullElse(e.getSQLState(), "none")));
    }

    private void rest(Duration length, SQLException failure) throws SQLException {
        Span span = tracer.spanBuilder("retry.backoff").startSpan();
        try {
            Thread.sleep(length);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failure;
        } finally {
            span.end();
        }
    }
}
