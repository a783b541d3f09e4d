package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is acknowledged is stored: Keepwatch and its ClickHouse are killed in turns, at random moments and under load, while a client in
/// a process of its own remembers what was acknowledged to it; and an alert that fires goes on firing. What came of it is also in
/// `target/kill-test.txt`, which `./keepwatch test` shows.
class KillTest {

    private static final boolean LONG = Boolean.getBoolean("keepwatch.test.long");
    private static final int KILLS = LONG ? 20 : 5;
    private static final int LEAST_RECORDS = LONG ? 100_000 : 20_000;
    private static final Path FIGURES = Path.of("target", "kill-test.txt");
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final Random random = new Random();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    private int grpcPort;
    private int httpPort;
    private RunningKeepwatch keepwatch;
    private Process sender;
    private WatchedAlert alert;

    /// How often a record of one request is in the store.
    ///
    /// @param distinct how many of its records are there at all
    private record Stored(int distinct, int rows) {}

    @BeforeEach
    void start() throws IOException {
        grpcPort = freePort();
        httpPort = freePort();
        alert = new WatchedAlert(folder.resolve("configuration"));
        keepwatch = startKeepwatch();
        sender = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KillTestSender.class.getName(), Integer.toString(grpcPort), Integer.toString(httpPort))
                // what libraries have to say about the class path is no complaint
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread.ofVirtual().start(() -> sender.inputReader().lines().forEach(this::heard));
    }

    @AfterEach
    void stop() {
        sender.destroyForcibly();
        keepwatch.close();
    }

    @Test
    void nothing_that_was_acknowledged_is_lost_and_no_alert_ends() throws Exception {
        alert.fire(keepwatch);
        for (int kill = 0; kill < KILLS; kill++) {
            awaitMoreThan(acknowledged.size() + random.nextInt(LEAST_RECORDS / KILLS / KillTestSender.RECORDS));
            if (kill % 2 == 0) {
                killKeepwatch();
            } else {
                killClickHouse();
            }
        }
        awaitMoreThan(Math.max(acknowledged.size(), LEAST_RECORDS / KillTestSender.RECORDS));
        sender.getOutputStream().close();
        assertThat(sender.waitFor(1, TimeUnit.MINUTES)).isTrue();
        alert.stillFires(keepwatch);
        alert.end(keepwatch);

        Map<Long, Stored> stored = stored();
        long records = (long) acknowledged.size() * KillTestSender.RECORDS;
        long lost = acknowledged.stream()
                .mapToLong(request -> KillTestSender.RECORDS - stored.getOrDefault(request, new Stored(0, 0)).distinct()).sum();
        long duplicates = stored.values().stream().mapToLong(request -> request.rows() - request.distinct()).sum();
        Files.writeString(FIGURES, "KillTest: %d kills, %,d records acknowledged, %,d lost, %,d stored twice%n"
                .formatted(KILLS, records, lost, duplicates));
        System.out.print(Files.readString(FIGURES));
        assertThat(complaints).isEmpty();
        assertThat(lost).isZero();
        assertThat(records).isGreaterThanOrEqualTo(LEAST_RECORDS);
    }

    private RunningKeepwatch startKeepwatch() {
        return RunningKeepwatch.start(folder.resolve("data"), Map.of(
                "KEEPWATCH_CONFIG", alert.configuration().toString(),
                "KEEPWATCH_OTLP_GRPC_PORT", Integer.toString(grpcPort), "KEEPWATCH_OTLP_HTTP_PORT", Integer.toString(httpPort)));
    }

    private void killKeepwatch() {
        keepwatch.kill();
        keepwatch.close();
        keepwatch = startKeepwatch();
    }

    private void killClickHouse() {
        List<ProcessHandle> engine = await().atMost(RECOVERY).until(this::engine, found -> !found.isEmpty());
        engine.forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> engine() {
        return ProcessHandle.of(keepwatch.pid()).stream().flatMap(ProcessHandle::descendants)
                .filter(child -> child.info().commandLine().orElse("").contains("ClickHouseServer")).toList();
    }

    /// Waits for acknowledgements: that they come at all shows that the last kill is overcome.
    private void awaitMoreThan(int requests) {
        await().atMost(RECOVERY).until(() -> acknowledged.size() > requests || !complaints.isEmpty());
        assertThat(complaints).isEmpty();
    }

    private void heard(String line) {
        if (line.startsWith(KillTestSender.ACKNOWLEDGED)) {
            acknowledged.add(Long.parseLong(line.substring(KillTestSender.ACKNOWLEDGED.length())));
        } else if (!line.equals("end")) {
            complaints.add(line);
        }
    }

    /// What the product itself finds, by the number of the request.
    private Map<Long, Stored> stored() {
        String rows = keepwatch.sql("""
                SELECT splitByChar('-', record)[1] AS request, uniqExact(record), count()
                FROM (SELECT SpanName AS record FROM otel_traces WHERE ServiceName = '%1$s'
                      UNION ALL SELECT Body FROM otel_logs WHERE ServiceName = '%1$s')
                GROUP BY request FORMAT TSV""".formatted(KillTestSender.SERVICE));
        var found = new HashMap<Long, Stored>();
        rows.lines().map(line -> line.split("\t"))
                .forEach(row -> found.put(Long.parseLong(row[0]), new Stored(Integer.parseInt(row[1]), Integer.parseInt(row[2]))));
        return found;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
