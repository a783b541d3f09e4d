package io.keepwatch.clickhouse.sealing;

import io.keepwatch.clickhouse.embedded.EmbeddedClickHouse;
import io.keepwatch.clickhouse.series.LoadableClickHouse;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.telemetry.contract.SeriesStoreContract.NoLimits;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.series.SeriesStore.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Prints what samples cost on disk, beside Debian's Prometheus with the same samples; a part of `./keepwatch bench promql`.
public final class MetricStorageBenchmark implements AutoCloseable {

    private static final int HOURS = 24;

    private final TestStore database;
    private final PrometheusBlocks prometheus;
    private long samples;

    /// @param folder for Prometheus' blocks
    public MetricStorageBenchmark(TestStore database, Path folder) throws IOException {
        this.database = database;
        this.prometheus = new PrometheusBlocks(Files.createDirectories(folder));
    }

    /// Prints the same of what a stopped instance stored in the last day.
    ///
    /// @param stored the ClickHouse of its data directory
    public static void ofInstance(Path stored, EmbeddedClickHouse into, ChildProcesses children, Path folder) throws IOException, InterruptedException {
        try (var database = new TestStore(into);
                var storage = new MetricStorageBenchmark(database, folder);
                var engine = new EmbeddedClickHouse(children, stored, Clock.systemUTC())) {
            engine.start();
            try (var there = new TestStore(engine, "keepwatch")) {
                var source = new LoadableClickHouse(there);
                Instant now = Instant.now();
                for (int hour = HOURS; hour > 0; hour--) {
                    storage.hour(source.select(new Selection(
                            List.of(new LabelMatcher(Labels.NAME, Operator.NOT_MATCHES, "traces_spanmetrics_.*")),
                            now.minus(Duration.ofHours(hour)).toEpochMilli(), now.minus(Duration.ofHours(hour - 1)).toEpochMilli()), NoLimits.CONTROL));
                }
            }
            if (storage.samples > 0) {
                storage.print("what " + stored.getParent() + " stored in a day");
            }
        }
    }

    /// Stores as the collector would, and seals.
    public void hour(List<SampleColumn> columns) throws IOException {
        if (columns.isEmpty()) {
            return;
        }
        samples += columns.stream().mapToLong(column -> column.times().length).sum();
        var store = new LoadableClickHouse(database);
        for (int from = 0; from < columns.size(); from += ScrapeRecipe.SERIES_OF_TARGET) {
            store.load(columns.subList(from, Math.min(columns.size(), from + ScrapeRecipe.SERIES_OF_TARGET)));
        }
        new MetricSealing(database.client(), database.schema(), () -> { }).seal(Instant.now().plus(Duration.ofHours(1)));
        prometheus.add(columns);
    }

    public long samples() {
        return samples;
    }

    public void print(String what) throws IOException, InterruptedException {
        List<String> tables = List.of("metric_chunks", "metric_timestamps", "metric_series");
        tables.forEach(table -> database.client().execute("OPTIMIZE TABLE " + table + " FINAL"));
        System.out.printf("%n%s: %,d samples%n%-40s %12s %16s%n", what, samples, "", "bytes", "bytes/sample");
        long all = tables.stream().mapToLong(this::bytes).sum();
        tables.forEach(table -> row(table, bytes(table)));
        row("Keepwatch, sealed", all);
        long blocks = PrometheusBlocks.version().isEmpty() ? -1 : prometheus.bytes();
        if (blocks >= 0) {
            row(PrometheusBlocks.version() + ", blocks of 2 h", blocks);
        }
    }

    private long bytes(String table) {
        return database.number("SELECT sum(bytes_on_disk) FROM system.parts WHERE database = currentDatabase() AND active AND table = '" + table + "'");
    }

    private void row(String name, long bytes) {
        System.out.printf("%-40s %,12d %16.3f%n", name, bytes, (double) bytes / samples);
    }

    @Override
    public void close() throws IOException {
        prometheus.close();
    }
}
