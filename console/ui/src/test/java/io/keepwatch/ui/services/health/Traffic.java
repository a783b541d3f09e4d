package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.contract.SpanRow;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Requests for tests, one after the other, in a store in memory. It is 14:30.
final class Traffic {

    static final Instant NOW = Instant.parse("2026-11-20T14:30:00Z");
    static final TimeRange LAST_HOUR = new TimeRange(NOW.minus(Duration.ofHours(1)), NOW);

    final InMemoryTelemetryStore store = new InMemoryTelemetryStore();
    private int ids;

    static Instant at(String time) {
        return Instant.parse("2026-11-20T" + time + ":00Z");
    }

    /// What a span looks like at its time.
    interface Shape {
        SpanRow of(SpanRow span, int number);
    }

    /// One request each `every` seconds, shaped by its number.
    Traffic requests(String service, Instant from, Instant to, int every, Shape shape) {
        List<SpanRow> rows = new ArrayList<>();
        int number = 0;
        for (Instant time = from; time.isBefore(to); time = time.plusSeconds(every)) {
            rows.add(shape.of(SpanRow.of(id(32), id(16), service, "GET /quotes", time).took(Duration.ofMillis(10)), number++));
        }
        store.write(SpanRow.batch(rows));
        return this;
    }

    /// A caller's client span and the answer of the called service, both failing or not.
    Traffic calls(String caller, String called, Instant from, Instant to, int every, Shape shape) {
        List<SpanRow> rows = new ArrayList<>();
        int number = 0;
        for (Instant time = from; time.isBefore(to); time = time.plusSeconds(every)) {
            String trace = id(32);
            String root = id(16);
            String client = id(16);
            rows.add(shape.of(SpanRow.of(trace, root, caller, "GET /", time), number));
            rows.add(shape.of(SpanRow.of(trace, client, caller, "GET", time).parent(root).kind("Client"), number));
            rows.add(shape.of(SpanRow.of(trace, id(16), called, "GET /quotes", time).parent(client), number++));
        }
        store.write(SpanRow.batch(rows));
        return this;
    }

    Landscape landscape() {
        return new HealthReader(store.services()).landscape(Windows.of(LAST_HOUR, true));
    }

    List<Change> changes() {
        return new ChangeReader(store.services()).changes(LAST_HOUR);
    }

    List<ErrorKind> kinds() {
        return new ErrorKindReader(store.traces()).kinds(null, LAST_HOUR, 5);
    }

    long found(ErrorKind kind) {
        return store.traces().histogram(LAST_HOUR, SearchQuery.parse(kind.query()), 1).stream().mapToLong(bucket -> bucket.spans()).sum();
    }

    private String id(int length) {
        return ("%0" + length + "x").formatted(++ids);
    }
}
