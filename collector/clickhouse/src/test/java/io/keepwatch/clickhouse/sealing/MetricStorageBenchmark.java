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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/// Prints what samples cost on disk, beside Debian's Prometheus with the same samples. Not a test: `./keepwatch bench promql` runs the
/// main method with the number of targets and, when `KEEPWATCH_BENCH_HOME` is set, over what the stopped instance of that data
/// directory stored.
public final class MetricStorageBenchmark {

    private static final int HOURS = 24;

    private final TestStore database;
    private final PrometheusBlocks prometheus;
    private long samples;

    private MetricStorageBenchmark(TestStore database, PrometheusBlocks prometheus) {
        this.database = database;
        this.prometheus = prometheus;
    }

    public static void main(String[] arguments) throws Exception {
        int targets = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        System.out.printf("%d processors, Java %s, %s; load of the machine %.1f%n", Runtime.getRuntime().availableProcessors(), Runtime.version(),
                PrometheusBlocks.version().isEmpty() ? "no Prometheus" : PrometheusBlocks.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Path directory = Files.createTempDirectory("keepwatch-benchmark-");
        try (var children = new ChildProcesses(directory.resolve("run"));
                var clickhouse = new EmbeddedClickHouse(children, directory.resolve("clickhouse"), Clock.systemUTC())) {
            clickhouse.start();
            try (var database = new TestStore(clickhouse); var prometheus = new PrometheusBlocks(directory)) {
                new MetricStorageBenchmark(database, prometheus).recipe(targets);
            }
            String home = System.getenv("KEEPWATCH_BENCH_HOME");
            if (home != null) {
                Path again = Files.createDirectory(directory.resolve("again"));
                try (var database = new TestStore(clickhouse); var prometheus = new PrometheusBlocks(again)) {
                    new MetricStorageBenchmark(database, prometheus).home(Path.of(home, "clickhouse"), children);
                }
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private void recipe(int targets) throws IOException, InterruptedException {
        Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS + 1));
        var recipe = new ScrapeRecipe(targets, start.toEpochMilli());
        for (int hour = 0; hour < HOURS; hour++) {
            hour(recipe.hour(hour));
        }
        storage("%,d series × 24 h at 15 s".formatted(targets * ScrapeRecipe.SERIES_OF_TARGET));
    }

    /// What a stopped instance stored in the last day.
    private void home(Path clickhouse, ChildProcesses children) throws IOException, InterruptedException {
        try (var engine = new EmbeddedClickHouse(children, clickhouse, Clock.systemUTC())) {
            engine.start();
            try (var stored = new TestStore(engine, "keepwatch")) {
                var source = new LoadableClickHouse(stored);
                Instant now = Instant.now();
                for (int hour = HOURS; hour > 0; hour--) {
                    List<SampleColumn> columns = source.select(new Selection(
                            List.of(new LabelMatcher(Labels.NAME, Operator.NOT_MATCHES, "traces_spanmetrics_.*")),
                            now.minus(Duration.ofHours(hour)).toEpochMilli(), now.minus(Duration.ofHours(hour - 1)).toEpochMilli()), NoLimits.CONTROL);
                    if (!columns.isEmpty()) {
                        hour(columns);
                    }
                }
            }
        }
        if (samples > 0) {
            storage("what " + clickhouse.getParent() + " stored in a day");
        }
    }

    private void hour(List<SampleColumn> columns) throws IOException {
        samples += columns.stream().mapToLong(column -> column.times().length).sum();
        store(database, columns);
        prometheus.add(columns);
    }

    /// As the collector would store them, and sealed.
    public static void store(TestStore database, List<SampleColumn> columns) {
        var store = new LoadableClickHouse(database);
        for (int from = 0; from < columns.size(); from += ScrapeRecipe.SERIES_OF_TARGET) {
            store.load(columns.subList(from, Math.min(columns.size(), from + ScrapeRecipe.SERIES_OF_TARGET)));
        }
        new MetricSealing(database.client(), database.schema(), () -> { }).seal(Instant.now().plus(Duration.ofHours(1)));
    }

    private void storage(String what) throws IOException, InterruptedException {
        List<String> tables = List.of("metric_chunks", "metric_timestamps", "metric_series");
        tables.forEach(table -> database.client().execute("OPTIMIZE TABLE " + table + " FINAL"));
        System.out.printf("%n%s: %,d samples%n%-40s %12s %16s%n", what, samples, "", "bytes", "bytes/sample");
        long all = tables.stream().mapToLong(this::bytes).sum();
        tables.forEach(table -> row(table, bytes(table)));
        row("Keepwatch, sealed", all);
        long blocks = PrometheusBlocks.version().isEmpty() ? -1 : prometheus.bytes();
        if (blocks >= 0) {
            row("Prometheus, blocks of 2 h", blocks);
        }
    }

    private long bytes(String table) {
        return database.number("SELECT sum(bytes_on_disk) FROM system.parts WHERE database = currentDatabase() AND active AND table = '" + table + "'");
    }

    private void row(String name, long bytes) {
        System.out.printf("%-40s %,12d %16.3f%n", name, bytes, (double) bytes / samples);
    }
}
