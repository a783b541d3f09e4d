package io.keepwatch.clickhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.clickhouse.ClickHouse.State;
import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.ClickHouseEndpoint;
import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import io.keepwatch.settings.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClickHouseTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final EmbeddedClickHouse.Timing IMPATIENT = new EmbeddedClickHouse.Timing(
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMillis(200),
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));

    @TempDir
    Path home;

    private ChildProcesses children;
    private EmbeddedClickHouse clickhouse;

    @AfterEach
    void stop() {
        if (clickhouse != null) {
            clickhouse.close();
            children.close();
        }
    }

    @Test
    void aCleanStopAndStartKeepData() throws Exception {
        start();
        try (var client = clientWithTable()) {
            insert(client, "1\n2\n");
            client.execute("SYSTEM FLUSH LOGS query_log");
        }
        long firstEngine = enginePid();
        try (var idle = new Socket("127.0.0.1", clickhouse.current().url().getPort())) {
            idle.getOutputStream().write("GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(idle.getInputStream().read()).isEqualTo('H');
            stop();
        }
        assertThat(ProcessHandle.of(firstEngine)).isEmpty();
        assertThat(home.resolve("clickhouse")).isDirectoryNotContaining("glob:**hs_err*");

        start();
        try (var client = new ClickHouseClient(clickhouse)) {
            assertThat(answer(client, "SELECT count() FROM rows")).isEqualTo("2");
            client.execute("SYSTEM FLUSH LOGS query_log");
            assertThat(answer(client, "SELECT count() > 0 FROM system.query_log WHERE query ILIKE 'INSERT INTO rows%'"))
                    .isEqualTo("1");
        }
        assertThat(Files.readString(home.resolve("clickhouse/engine.err.log"))).doesNotContain("already exists");
    }

    @Test
    void anEngineThatIsKilledComesBackWithItsData() throws Exception {
        start();
        try (var client = clientWithTable()) {
            for (int round = 1; round <= 3; round++) {
                insert(client, round + "\n");
                kill(enginePid());
                await().atMost(PATIENCE).until(() -> clickhouse.state() instanceof State.Down);
                assertThat(((State.Down) clickhouse.state()).reason()).contains("killed");
                assertThat(clickhouse.awaitUp(PATIENCE)).isTrue();
                assertThat(answer(client, "SELECT count(), uniqExact(id) FROM rows")).isEqualTo(round + "\t" + round);
            }
        }
    }

    @Test
    void anEngineThatHangsIsReplaced() throws Exception {
        start();
        long hanging = enginePid();
        signal("STOP", hanging);

        await().atMost(PATIENCE).until(() -> clickhouse.state() instanceof State.Down);
        assertThat(((State.Down) clickhouse.state()).reason()).contains("hung");
        assertThat(clickhouse.awaitUp(PATIENCE)).isTrue();
        assertThat(enginePid()).isNotEqualTo(hanging);
        assertThat(ProcessHandle.of(hanging)).isEmpty();
    }

    @Test
    void theEngineEndsWithAParentThatIsKilledAndLosesNothing() throws Exception {
        var acknowledged = new AtomicLong();
        long engine;
        try (var parents = new ChildProcesses(home.resolve("parents"))) {
            ChildProcess parent = parents.start(new ProcessSpec(
                    "parent",
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-cp", System.getProperty("java.class.path"),
                            ParentProcess.class.getName(),
                            home.toString()),
                    Map.of(EngineLibrary.VARIABLE, library().toString()),
                    home,
                    line -> {
                        if (line.startsWith("ACKNOWLEDGED ")) {
                            acknowledged.set(Long.parseLong(line.substring("ACKNOWLEDGED ".length())));
                        }
                    }));
            await().atMost(PATIENCE).until(() -> acknowledged.get() > 20);
            engine = enginePid();
            assertThat(ProcessHandle.of(engine).orElseThrow().info().commandLine().orElseThrow())
                    .contains("io.keepwatch.clickhouse.embedded.ClickHouseServer");
            kill(parent.pid());
            await().atMost(PATIENCE).until(() -> ProcessHandle.of(engine).isEmpty());
            parent.onExit().get();
        }

        start();
        try (var client = new ClickHouseClient(clickhouse)) {
            long found = Long.parseLong(answer(client, "SELECT uniqExact(id) FROM rows"));
            assertThat(found).isBetween(acknowledged.get(), acknowledged.get() + 1);
            assertThat(answer(client, "CHECK TABLE rows SETTINGS check_query_single_value_result = 1")).isEqualTo("1");
        }
    }

    @Test
    void aSecondEngineWaitsForTheFirstAndThenNamesIt() throws Exception {
        start();
        long first = enginePid();
        var second = new EmbeddedClickHouse(
                children, home.resolve("clickhouse"), EmbeddedClickHouseTest::library, IMPATIENT, Clock.systemUTC());
        try (second) {
            second.start();
            await().atMost(PATIENCE).until(() -> second.state() instanceof State.Down);
            assertThat(((State.Down) second.state()).reason()).contains("process " + first + " still uses");

            kill(first);
            clickhouse.close();
            assertThat(second.awaitUp(PATIENCE)).isTrue();
        }
    }

    @Test
    void aLibraryThatIsNotThereIsNamedAndStopsNobodyElse() {
        start(() -> EngineLibrary.find("/nowhere/libchdb.so", Map.of()));
        await().atMost(PATIENCE).until(() -> clickhouse.state() instanceof State.Down);

        assertThat(((State.Down) clickhouse.state()).reason())
                .isEqualTo("Cannot read the ClickHouse library /nowhere/libchdb.so that keepwatch.libchdb names;"
                        + " set it to the path of libchdb.so, or unset it to use the one of the build");
    }

    @Test
    void aFileThatIsNoLibraryIsToldInOneLine() throws Exception {
        Path text = Files.writeString(home.resolve("libchdb.so"), "no library");
        start(() -> EngineLibrary.find(text.toString(), Map.of()));
        await().atMost(PATIENCE).until(() -> clickhouse.state() instanceof State.Down);

        assertThat(((State.Down) clickhouse.state()).reason()).contains("Cannot", text.toString()).hasLineCount(1);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsToldInOneLine() throws Exception {
        Files.writeString(home.resolve("clickhouse"), "a file in the way");
        start();
        await().atMost(PATIENCE).until(() -> clickhouse.state() instanceof State.Down);

        assertThat(((State.Down) clickhouse.state()).reason())
                .startsWith("Cannot write to " + home.resolve("clickhouse"))
                .contains("KEEPWATCH_HOME")
                .hasLineCount(1);

        Files.delete(home.resolve("clickhouse"));
        assertThat(clickhouse.awaitUp(PATIENCE)).isTrue();
    }

    @Test
    void eachStartHasNewPasswordsThatNobodyElseCanRead() throws Exception {
        start();
        ClickHouseEndpoint before = clickhouse.current();
        assertThat(get(before.url(), before.writer(), "SELECT 1").statusCode()).isEqualTo(200);
        stop();
        start();
        ClickHouseEndpoint after = clickhouse.current();

        assertThat(get(after.url(), before.writer(), "SELECT 1").statusCode()).isEqualTo(403);
        assertThat(get(after.url(), before.reader(), "SELECT 1").statusCode()).isEqualTo(403);
        try (var files = Files.newDirectoryStream(home.resolve("clickhouse"), "*.{xml,sql}")) {
            for (Path file : files) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
                assertThat(Files.readString(file)).doesNotContain(after.writer().password().reveal());
            }
        }
        assertThat(ProcessHandle.of(enginePid()).orElseThrow().info().commandLine().orElseThrow())
                .doesNotContain(after.writer().password().reveal());
    }

    @Test
    void withoutAPasswordNothingCanBeAsked() throws Exception {
        start();
        try (var client = clientWithTable()) {
            insert(client, "1\n");
        }
        var nobody = new ClickHouseEndpoint.Credentials("default", Secret.of(""));
        for (String sql : List.of(
                "SELECT 1",
                "SELECT * FROM keepwatch.rows",
                "SELECT name FROM system.tables",
                "SELECT * FROM file('/etc/passwd', 'LineAsString')",
                "CREATE DATABASE mine",
                "SYSTEM STOP LISTEN HTTP")) {
            assertThat(get(clickhouse.current().url(), nobody, sql).body()).as(sql).contains("DB::Exception");
        }
        assertThat(get(clickhouse.current().url(), clickhouse.current().reader(), "SELECT 1").body()).isEqualTo("1\n");
    }

    private void start() {
        start(EmbeddedClickHouseTest::library);
        if (Files.isDirectory(home.resolve("clickhouse")) || !Files.exists(home.resolve("clickhouse"))) {
            awaitUp();
        }
    }

    private void awaitUp() {
        try {
            assertThat(clickhouse.awaitUp(PATIENCE)).as(() -> clickhouse.state().toString()).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(Supplier<Path> library) {
        children = new ChildProcesses(home.resolve("run"));
        clickhouse = new EmbeddedClickHouse(children, home.resolve("clickhouse"), library, IMPATIENT, Clock.systemUTC());
        clickhouse.start();
    }

    private static Path library() {
        return EngineLibrary.find(System.getProperty(EngineLibrary.PROPERTY), System.getenv());
    }

    private ClickHouseClient clientWithTable() {
        var client = new ClickHouseClient(clickhouse);
        client.execute("CREATE TABLE rows (id UInt64) ENGINE = MergeTree ORDER BY id");
        return client;
    }

    private static void insert(ClickHouseClient client, String rows) {
        client.insert("INSERT INTO rows FORMAT TSV", ByteBuffer.wrap(rows.getBytes(StandardCharsets.UTF_8)), Map.of());
    }

    private static String answer(ClickHouseClient client, String sql) {
        var result = new ByteArrayOutputStream();
        client.copy(sql, Map.of(), result);
        return result.toString(StandardCharsets.UTF_8).strip();
    }

    private long enginePid() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("clickhouse/engine.lock")));
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static void signal(String name, long pid) throws Exception {
        int failed = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid).start().waitFor();
        assertThat(failed).isZero();
    }

    private static HttpResponse<String> get(URI server, ClickHouseEndpoint.Credentials credentials, String sql)
            throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            server.resolve("/?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                    .header("X-ClickHouse-User", credentials.user())
                    .header("X-ClickHouse-Key", credentials.password().reveal())
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
