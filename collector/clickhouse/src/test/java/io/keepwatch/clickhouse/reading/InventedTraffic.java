package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.edges.ServiceEdges;
import io.keepwatch.clickhouse.sql.Sql;
import io.keepwatch.clickhouse.sql.Times;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.util.Map;

/// Fills a store for benchmarks: twenty services with ten operations each, five spans to a trace; two log records for five spans; two
/// thousand series of metrics. The same numbers always give the same rows.
public final class InventedTraffic {

    private static final long CHUNK = 500_000;

    private InventedTraffic() {}

    /// @param spans in the whole of the range, evenly
    public static void fill(TestStore store, TimeRange range, long spans) {
        insert(store, "bench_spans", range, spans);
        insert(store, "bench_logs", range, spans * 2 / 5);
        var whole = Map.of("param_from", Long.toString(Times.nanos(range.from())), "param_length", Long.toString(range.length().toNanos()));
        store.client().execute(Sql.of(InventedTraffic.class, "bench_series").text(), whole);
        store.client().execute(Sql.of(InventedTraffic.class, "bench_samples").text(), whole);
        new ServiceEdges(store.client(), store.schema()).compute(Duration.ofMinutes(10));
    }

    private static void insert(TestStore store, String statement, TimeRange range, long total) {
        for (long first = 0; first < total; first += CHUNK) {
            store.client().execute(Sql.of(InventedTraffic.class, statement).text(), Map.of("param_from", Long.toString(Times.nanos(range.from())),
                    "param_length", Long.toString(range.length().toNanos()), "param_total", Long.toString(total),
                    "param_first", Long.toString(first), "param_count", Long.toString(Math.min(CHUNK, total - first))));
        }
    }
}
