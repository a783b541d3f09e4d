package io.keepwatch.quotes.api;

import io.keepwatch.quotes.telemetry.EventLog;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Keeps the database small however long the demo runs: the oldest of what visitors added goes.
final class Housekeeping implements AutoCloseable {

    private static final int KEPT_QUOTES = 20_000;
    private static final int KEPT_LIKES = 60_000;
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Sql TIDY_QUOTES = Sql.statement("tidy-quotes");
    private static final Sql TIDY_LIKES = Sql.statement("tidy-likes");

    private final Database database;
    private final Tracer tracer;
    private final EventLog log;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("housekeeping").factory());

    Housekeeping(Database database, Telemetry telemetry) {
        this.database = database;
        this.tracer = telemetry.tracer();
        this.log = telemetry.log(Housekeeping.class);
    }

    void start() {
        clock.scheduleWithFixedDelay(this::tidy, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void tidy() {
        Span span = tracer.spanBuilder("quotes.tidy").setNoParent().startSpan();
        try (Scope _ = span.makeCurrent()) {
            int deleted = database.write(session ->
                    session.update(TIDY_QUOTES, Schema.FIRST_OWN_ID - 1, KEPT_QUOTES) + session.update(TIDY_LIKES, KEPT_LIKES));
            log.info("Tidied up " + deleted + " old quotes and likes", Attributes.of(AttributeKey.longKey("quotes.deleted"), (long) deleted));
        } catch (SQLException | RuntimeException e) {
            span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
            log.error("Cannot tidy up old quotes: " + e.getMessage(), Attributes.empty(), e);
        } finally {
            span.end();
        }
    }
}
