package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.edges.ServiceEdges;
import io.keepwatch.clickhouse.series.StoredSamples;
import io.keepwatch.clickhouse.writing.ClickHouseTelemetryWriter;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.keepwatch.telemetry.contract.TelemetryStore;
import java.time.Duration;

/// The store on a real ClickHouse as the contracts want it.
final class ClickHouseStore implements AutoCloseable {

    private final TestStore database;

    ClickHouseStore(ClickHouse server) throws InterruptedException {
        database = new TestStore(server);
    }

    Questions questions() {
        return new Questions(database.client());
    }

    TestStore database() {
        return database;
    }

    TelemetryStore empty() {
        database.texts("""
                SELECT name FROM system.tables
                WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name != 'schema_migrations'""")
                .forEach(table -> database.client().execute("TRUNCATE TABLE " + table));
        // a writer remembers which series it has written
        return store(new ClickHouseTelemetryWriter(database.client(), database.schema()));
    }

    /// Edges are computed after each write instead of every few seconds.
    TelemetryStore emptyWithEdges() {
        empty();
        var writer = new ClickHouseTelemetryWriter(database.client(), database.schema());
        var edges = new ServiceEdges(database.client(), database.schema());
        return store(batch -> {
            writer.write(batch);
            edges.compute(Duration.ofMinutes(1));
        });
    }

    private TelemetryStore store(TelemetryWriter writer) {
        Questions questions = questions();
        return new TelemetryStore(writer, new ClickHouseTraceReader(questions), new ClickHouseLogReader(questions),
                new ClickHouseMetricReader(questions, new StoredSamples(database.client())), new ClickHouseServiceReader(questions), new ClickHouseStoreReader(questions));
    }

    @Override
    public void close() {
        database.close();
    }
}
