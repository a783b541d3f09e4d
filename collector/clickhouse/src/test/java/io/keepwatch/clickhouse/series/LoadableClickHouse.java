package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.writing.ClickHouseTelemetryWriter;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.promql.conformance.LoadableStore;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesFingerprint;
import io.keepwatch.telemetry.batch.SeriesMetadata;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.metrics.MetricType;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The store on a real ClickHouse, filled through its own writer.
public final class LoadableClickHouse implements LoadableStore {

    private final TestStore database;
    private final SeriesMemory memory;
    private final SeriesStore store;
    private ClickHouseTelemetryWriter writer;
    private boolean empty;

    public LoadableClickHouse(TestStore database) {
        this(database, SeriesMemory.shared(10_000_000, Clock.systemUTC()));
    }

    public LoadableClickHouse(TestStore database, SeriesMemory memory) {
        this(database, memory, Clock.systemUTC());
    }

    LoadableClickHouse(TestStore database, SeriesMemory memory, Clock clock) {
        this.database = database;
        this.memory = memory;
        this.store = new ClickHouseSeriesStore(new ControlledReads(database.client()), memory, clock);
        this.writer = new ClickHouseTelemetryWriter(database.client(), database.schema(), memory);
    }

    @Override
    public void load(List<SampleColumn> series) {
        load(series, Temporality.UNSPECIFIED);
    }

    public void load(List<SampleColumn> series, Temporality temporality) {
        var batch = new MetricBatch();
        for (SampleColumn column : series) {
            String name = column.labels().metricName();
            SortedMap<String, String> labels = column.labels().without(Labels.NAME).toMap();
            long fingerprint = SeriesFingerprint.of(name, labels);
            int index = batch.findSeries(fingerprint);
            if (index < 0 && column.times().length > 0) {
                var metadata = new SeriesMetadata(name, MetricType.COUNTER, "", name, "", temporality, true);
                index = batch.addSeries(fingerprint, name, labels, metadata, new TreeMap<>());
            }
            for (int i = 0; i < column.times().length; i++) {
                batch.addSample(index, column.times()[i], column.values()[i]);
            }
        }
        writer.write(batch);
        empty = false;
    }

    @Override
    public void clear() {
        if (!empty) {
            List.of("metric_series", "metric_samples", "metric_chunks", "metric_timestamps").forEach(table -> database.client().execute("TRUNCATE TABLE " + table));
            writer = new ClickHouseTelemetryWriter(database.client(), database.schema(), memory); // it remembers which series it has written
            memory.forgetAll();
            empty = true;
        }
    }

    @Override
    public void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
        store.forEach(selection, control, each);
    }
}
