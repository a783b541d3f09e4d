package io.keepwatch.clickhouse.writing;

import io.keepwatch.clickhouse.edges.ServiceEdges;
import io.keepwatch.clickhouse.embedded.EmbeddedClickHouse;
import io.keepwatch.clickhouse.nativeformat.NativeBlock;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TestBatches;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.springframework.util.FileSystemUtils;

/// Prints how fast spans get into the tables. Not a test: `./keepwatch bench ingest` runs the main method with the number of batches.
///
/// The spans: 20 services of 10 operations, 3 instances each, traces of 6 spans, 9 attributes and 8 of the resource,
/// an event on every fifth span; spread over the last hour. Batches of 20,000 rows.
public final class WriterBenchmark {

    static final int ROWS = 20_000;
    private static final String[] KINDS = {"Server", "Client", "Internal", "Client", "Server", "Internal"};

    private WriterBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int batches = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        Path directory = Files.createTempDirectory("keepwatch-benchmark-");
        try (var children = new ChildProcesses(directory.resolve("run"));
                var clickhouse = new EmbeddedClickHouse(children, directory.resolve("clickhouse"), Clock.systemUTC())) {
            clickhouse.start();
            try (var store = new TestStore(clickhouse)) {
                run(store, batches);
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    static void run(TestStore store, int batches) {
        System.out.printf("%,d spans in batches of %,d; %d processors, Java %s, ClickHouse %s; load of the machine %.1f%n", batches * ROWS, ROWS,
                Runtime.getRuntime().availableProcessors(), Runtime.version(), store.text("SELECT version()"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.printf("%-48s %12s %14s %16s%n", "step", "spans/s", "us of CPU/span", "");
        var random = new SplittableRandom(42);
        List<SpanBatch> filled = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            filled.add(fill(random, Instant.now().minusSeconds(3600), Instant.now()));
        }
        row("columns from strings", ROWS * 10, start, "");
        for (int round = 0; round < 5; round++) {
            start = System.nanoTime();
            long bytes = 0;
            for (SpanBatch batch : filled) {
                NativeBlock block = SpanBlocks.of(batch);
                bytes += block.encode((int) batch.bytes()).remaining();
            }
            if (round == 4) { // warm
                row("blocks from columns", ROWS * 10, start, bytes / (ROWS * 10) + " B/span");
            }
        }
        for (int i = 0; i < 10; i++) {
            store.writer().write(filled.get(i));
        }
        start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            var small = new SpanBatch();
            TestBatches.span(small, System.currentTimeMillis() * 1_000_000, "small");
            store.writer().write(small);
        }
        System.out.printf("%-48s %12s %14s %13.1f ms%n", "insert of one span, with fsync", "", "", (System.nanoTime() - start) / 1e6 / 50);
        long nanos = 0;
        Duration before = engineCpu();
        for (int i = 0; i < batches; i++) {
            SpanBatch batch = fill(random, Instant.now().minusSeconds(3600), Instant.now());
            start = System.nanoTime();
            store.writer().write(batch);
            nanos += System.nanoTime() - start;
        }
        double cpu = engineCpu().minus(before).toNanos() / 1000.0 / ROWS / batches;
        System.out.printf("%-48s %,12.0f %14.1f %16s%n", "insert, one thread, merges and derived tables", ROWS * batches / (nanos / 1e9), cpu, "");
        start = System.nanoTime();
        int windows = new ServiceEdges(store.client(), store.schema()).compute(Duration.ofMinutes(5));
        System.out.printf("%-48s %12s %14s %13.0f ms%n", "service edges of " + windows + " minutes", "", "", (System.nanoTime() - start) / 1e6);
        store.texts("""
                SELECT concat(rpad(table, 48), lpad(toString(round(sum(bytes_on_disk) / sum(rows), 1)), 13), ' B/row ', lpad(toString(sum(rows)), 10), ' rows ',
                    toString(count()), ' parts, ', formatReadableSize(sum(secondary_indices_compressed_bytes)), ' of indexes')
                FROM system.parts WHERE database = currentDatabase() AND active GROUP BY table ORDER BY sum(bytes_on_disk) DESC""").forEach(System.out::println);
    }

    private static Duration engineCpu() {
        return ProcessHandle.current().descendants()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    static SpanBatch fill(SplittableRandom random, Instant from, Instant to) {
        var batch = new SpanBatch();
        long fromNanos = from.getEpochSecond() * 1_000_000_000L;
        long length = (to.getEpochSecond() - from.getEpochSecond()) * 1_000_000_000L;
        String traceId = "";
        String parent = "";
        long at = 0;
        for (int row = 0; row < ROWS; row++) {
            int place = row % 6;
            if (place == 0) {
                traceId = hex(random) + hex(random);
                parent = "";
                at = fromNanos + random.nextLong(length);
            }
            String spanId = hex(random);
            int service = random.nextInt(20);
            int operation = random.nextInt(10);
            long duration = (long) (Math.exp(random.nextGaussian()) * 20_000_000 / (place + 1));
            boolean failed = random.nextInt(50) == 0;
            batch.timestamp.append(at + place * 1_000_000L);
            batch.traceId.append(traceId);
            batch.spanId.append(spanId);
            batch.parentSpanId.append(parent);
            batch.traceState.append("");
            batch.spanName.append("GET /service-" + service + "/operation-" + operation);
            batch.spanKind.append(KINDS[place]);
            batch.serviceName.append("service-" + service);
            batch.resourceAttributes.append(Map.of(
                    "service.name", "service-" + service, "service.version", "1.4." + service, "service.namespace", "shop",
                    "service.instance.id", "instance-" + service + "-" + random.nextInt(3), "k8s.namespace.name", "production",
                    "k8s.node.name", "node-" + random.nextInt(8), "telemetry.sdk.language", "java", "telemetry.sdk.version", "1.55.0"));
            batch.scopeName.append("io.opentelemetry.tomcat-10.0");
            batch.scopeVersion.append("2.20.0-alpha");
            batch.spanAttributes.append(Map.of(
                    "http.request.method", "GET", "url.path", "/service-" + service + "/" + random.nextInt(100_000),
                    "http.response.status_code", failed ? "500" : "200", "http.route", "/operation-" + operation + "/{id}",
                    "network.protocol.version", "1.1", "server.address", "service-" + service + ".internal", "server.port", "8080",
                    "user.id", Integer.toString(random.nextInt(50_000)), "thread.name", "http-nio-8080-exec-" + random.nextInt(200)));
            batch.duration.append(duration);
            batch.statusCode.append(failed ? "Error" : "Unset");
            batch.statusMessage.append(failed ? "internal error" : "");
            if (row % 5 == 0) {
                batch.events.timestamp.append(at);
                batch.events.name.append("cache.miss");
                batch.events.attributes.append(Map.of("cache.key", "item:" + random.nextInt(1000)));
            }
            batch.events.endRow();
            batch.links.endRow();
            batch.endRow();
            parent = spanId;
        }
        return batch;
    }

    private static String hex(SplittableRandom random) {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    private static void row(String what, int rows, long start, String remark) {
        System.out.printf("%-48s %,12.0f %14s %16s%n", what, rows / ((System.nanoTime() - start) / 1e9), "", remark);
    }
}
