package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.embedded.EmbeddedClickHouse;
import io.keepwatch.clickhouse.series.StoredSamples;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.metrics.MetricQuery;
import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.traces.TraceReader.TraceOrder;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/// Fills an hour with spans and log records and prints how long single questions take; `./keepwatch bench reads` opens whole pages.
/// Not a test: run its main method with the test class path; the first argument is the number of spans, five million without one.
final class ReadBenchmark {

    private static final int RUNS = 7;

    private final TimeRange hour;
    private final ClickHouseTraceReader traces;
    private final ClickHouseLogReader logs;
    private final ClickHouseMetricReader metrics;
    private final ClickHouseServiceReader services;

    private ReadBenchmark(TimeRange hour, Questions questions, StoredSamples samples) {
        this.hour = hour;
        this.traces = new ClickHouseTraceReader(questions);
        this.logs = new ClickHouseLogReader(questions);
        this.metrics = new ClickHouseMetricReader(questions, samples);
        this.services = new ClickHouseServiceReader(questions);
    }

    public static void main(String[] arguments) throws Exception {
        long spans = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5_000_000;
        Path directory = Files.createTempDirectory("keepwatch-read-bench-");
        try (var children = new ChildProcesses(directory.resolve("run"));
                var engine = new EmbeddedClickHouse(children, directory.resolve("clickhouse"), Clock.systemUTC())) {
            engine.start();
            engine.awaitUp(Duration.ofMinutes(1));
            try (var store = new TestStore(engine)) {
                Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
                var hour = new TimeRange(end.minus(Duration.ofHours(1)), end);
                InventedTraffic.fill(store, hour, spans);
                System.out.printf("%,d spans, %,d log records in an hour; %d processors, Java %s, ClickHouse %s; median of %d, load by others %.1f%n", spans,
                        spans * 2 / 5, Runtime.getRuntime().availableProcessors(), Runtime.version(), store.text("SELECT version()"), RUNS,
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
                new ReadBenchmark(hour, new Questions(store.client()), new StoredSamples(store.client())).print();
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private void print() {
        List<String> spanFields = List.of("service", "operation", "kind", "status");
        List<String> spanAttributes = List.of("http.route", "http.response.status_code", "host.name");
        for (String text : List.of("", "service:service-3", "user.id:77", "http.route:/route/7", "status:error", "status:>=500", "duration:>500ms",
                "reset", "host.name:host-3", "server.port:>=8080", "url.path:*/99999", "-http.route:/route/7")) {
            SearchQuery query = SearchQuery.parse(text);
            measure("traces newest [" + text + "]", () -> traces.search(hour, query, TraceOrder.NEWEST, 50));
            measure("traces histogram [" + text + "]", () -> traces.histogram(hour, query, 60));
        }
        for (String text : List.of("", "service:service-3", "user.id:77")) {
            SearchQuery query = SearchQuery.parse(text);
            measure("traces slowest [" + text + "]", () -> traces.search(hour, query, TraceOrder.SLOWEST, 50));
            measure("traces most errors [" + text + "]", () -> traces.search(hour, query, TraceOrder.MOST_ERRORS, 50));
            measure("traces facets columns [" + text + "]", () -> traces.facets(hour, query, spanFields, 10));
            measure("traces facets attributes [" + text + "]", () -> traces.facets(hour, query, spanAttributes, 10));
            measure("traces durations [" + text + "]", () -> traces.durationHistogram(hour, query));
        }
        String trace = traces.search(hour, SearchQuery.ALL, TraceOrder.SLOWEST, 1).getFirst().traceId();
        measure("one trace", () -> traces.trace(trace));
        logs();
        measure("services", () -> services.services(hour, 30));
        measure("red of all", () -> services.red(null, null, hour, Duration.ofSeconds(30)));
        measure("red of one", () -> services.red("service-3", null, hour, Duration.ofSeconds(30)));
        measure("operations", () -> services.operations("service-3", hour));
        measure("edges", () -> services.edges(hour));
        measure("version changes", () -> services.versionChanges(hour));
        measure("traces fields", () -> traces.fields(hour, SearchQuery.ALL, 50));
        measure("metrics list", () -> metrics.metrics(hour));
        for (Aggregation aggregation : List.of(Aggregation.RATE, Aggregation.P95)) {
            measure("span metrics " + aggregation + " by service", () -> metrics.query(new MetricQuery("traces_spanmetrics_duration_seconds", List.of(),
                    aggregation, List.of("service"), hour, Duration.ofSeconds(30), 20)));
        }
    }

    private void logs() {
        for (String text : List.of("", "service:service-3", "severity:>=error", "refused", "\"for user 77 \"", "user.id:77", "-severity:info")) {
            SearchQuery query = SearchQuery.parse(text);
            measure("logs search [" + text + "]", () -> logs.search(hour, query, null, 200));
            measure("logs histogram [" + text + "]", () -> logs.histogram(hour, query, 60));
        }
        measure("logs facets columns", () -> logs.facets(hour, SearchQuery.ALL, List.of("service", "severity"), 10));
        measure("logs facets attributes", () -> logs.facets(hour, SearchQuery.ALL, List.of("thread.name", "host.name"), 10));
        measure("logs fields", () -> logs.fields(hour, SearchQuery.ALL, 50));
        LogRecord record = logs.search(new TimeRange(hour.from(), hour.from().plusSeconds(1_800)), SearchQuery.ALL, null, 1).getFirst();
        measure("logs context", () -> logs.context(record, 20, 20));
        measure("logs after", () -> logs.after(record.position(), SearchQuery.ALL, 200));
    }

    private static void measure(String name, Runnable question) {
        question.run();
        List<Long> nanos = new ArrayList<>();
        Duration cpuBefore = engineCpu();
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            question.run();
            nanos.add(System.nanoTime() - start);
        }
        long cpu = engineCpu().minus(cpuBefore).toMillis() / RUNS;
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf("%-60s %6d ms   (least %d)   %6d ms of CPU in ClickHouse%n", name, sorted[RUNS / 2] / 1_000_000, sorted[0] / 1_000_000, cpu);
    }

    /// Steadier than the time by the clock where other work shares the machine.
    private static Duration engineCpu() {
        return ProcessHandle.current().descendants().map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO)).reduce(Duration.ZERO, Duration::plus);
    }
}
