package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.embedded.EmbeddedClickHouse;
import io.keepwatch.process.ChildProcesses;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is acknowledged is stored: the collector and ClickHouse are killed in turns, at random moments and under load, while a
/// client in a process of its own remembers what was acknowledged to it.
class KillTest {

    private static final boolean LONG = Boolean.getBoolean("keepwatch.test.long");
    private static final int KILLS = LONG ? 20 : 5;
    private static final int LEAST_RECORDS = LONG ? 100_000 : 20_000;
    /// What the collectors said, for whoever has to find out why this test failed.
    private static final File LOG = Path.of("target", "kill-test-collector.log").toFile();
    private static final Duration RECOVERY = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private final Random random = new Random();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    private int grpcPort;
    private int httpPort;
    private Process collector;
    private Process sender;

    @BeforeEach
    void start() throws IOException {
        grpcPort = freePort();
        httpPort = freePort();
        startCollector();
        sender = java(KillTestSender.class, Integer.toString(grpcPort), Integer.toString(httpPort)).start();
        Thread.ofVirtual().start(() -> sender.inputReader().lines().forEach(this::heard));
    }

    @AfterEach
    void stop() {
        sender.destroyForcibly();
        List.of(collector.descendants(), Stream.of(collector.toHandle()))
                .forEach(handles -> handles.forEach(ProcessHandle::destroyForcibly));
    }

    @Test
    void nothing_that_was_acknowledged_is_lost() throws Exception {
        int kills = 0;
        while (kills < KILLS) {
            awaitMoreThan(acknowledged.size() + random.nextInt(LEAST_RECORDS / KILLS / KillTestSender.RECORDS));
            if (kills % 2 == 0) {
                killCollector();
            } else {
                killClickHouse();
            }
            kills++;
        }
        awaitMoreThan(Math.max(acknowledged.size(), LEAST_RECORDS / KillTestSender.RECORDS));
        sender.getOutputStream().close();
        assertThat(sender.waitFor(1, TimeUnit.MINUTES)).isTrue();
        collector.destroy();
        assertThat(collector.waitFor(20, TimeUnit.SECONDS)).as("the collector stops cleanly").isTrue();

        List<String> stored = storedRecords();
        var distinct = new HashSet<>(stored);
        long lost = acknowledged.stream().flatMap(KillTest::records).filter(record -> !distinct.contains(record)).count();
        long records = (long) acknowledged.size() * KillTestSender.RECORDS;
        System.out.printf("KillTest: %d kills, %,d records acknowledged, %d lost, %,d stored twice%n", kills, records, lost, stored.size() - distinct.size());
        assertThat(complaints).isEmpty();
        assertThat(lost).isZero();
        assertThat(records).isGreaterThanOrEqualTo(LEAST_RECORDS);
    }

    private void startCollector() throws IOException {
        collector = java(KilledCollector.class, home.toString(), Integer.toString(grpcPort), Integer.toString(httpPort))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG)).start();
    }

    private void killCollector() throws IOException {
        collector.destroyForcibly().onExit().join();
        startCollector();
    }

    private void killClickHouse() {
        var engine = await().atMost(RECOVERY).until(
                () -> collector.descendants().filter(child -> child.info().commandLine().orElse("").contains("ClickHouseServer")).toList(), found -> !found.isEmpty());
        engine.forEach(ProcessHandle::destroyForcibly);
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

    private static Stream<String> records(long request) {
        return IntStream.range(0, KillTestSender.RECORDS).mapToObj(i -> request + "-" + i);
    }

    /// What a new engine finds in the data directory.
    private List<String> storedRecords() throws Exception {
        var children = new ChildProcesses(home.resolve("run"));
        try (var clickhouse = new EmbeddedClickHouse(children, home.resolve("clickhouse"), Clock.systemUTC());
                var client = new ClickHouseClient(clickhouse)) {
            clickhouse.start();
            assertThat(clickhouse.awaitUp(RECOVERY)).isTrue();
            return client.query(connection -> {
                var names = new ArrayList<String>();
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("SELECT SpanName FROM otel_traces UNION ALL SELECT Body FROM otel_logs")) {
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                }
                return names;
            });
        } finally {
            children.close();
        }
    }

    private static ProcessBuilder java(Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
