package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.backup.target.s3.S3ProxyServer;
import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseEndpoint;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keepwatch is killed at random moments while it backs a database up to a folder and to S3, restores it over another one, takes that
/// back, and deletes what retention does not keep. What came of it is also in `target/backup-kill-test.txt`, which `./keepwatch test`
/// shows.
@ExtendWith({EmbeddedClickHouseExtension.class, PostgresExtension.class})
class BackupKillTest {

    private static final int KILLS = Boolean.getBoolean("keepwatch.test.long") ? 20 : 3;
    private static final long ROWS = 10_000;
    private static final Path FIGURES = Path.of("target", "backup-kill-test.txt");
    private static final Duration RECOVERY = Duration.ofMinutes(3);
    private static final long LONGEST_LIFE_MILLIS = 6_000;

    @TempDir
    private Path folder;

    private final Random random = new Random();
    private final ClickHouseEndpoint clickhouse;
    private final PostgresServer postgres;
    private final RandomRows rows;
    private final Set<String> everGood = new TreeSet<>();
    private S3ProxyServer s3;
    private String bucket;
    private RunningKeepwatch keepwatch;
    private BackupCalls calls;
    private String quotes;
    private String orders;

    BackupKillTest(ClickHouse clickhouse, PostgresServer postgres) {
        this.clickhouse = clickhouse.current();
        this.postgres = postgres;
        this.rows = new RandomRows(postgres);
    }

    @BeforeEach
    void start() throws IOException {
        rows.create("kill_quotes", ROWS, 1);
        rows.create("kill_orders", 100, 2);
        quotes = rows.digest("kill_quotes");
        orders = rows.digest("kill_orders");
        s3 = S3ProxyServer.start();
        bucket = s3.newBucket();
        Files.writeString(folder.resolve("s3-secret"), S3ProxyServer.SECRET_KEY);
        Files.writeString(folder.resolve("keepwatch.yaml"), """
                keepwatch:
                  backup:
                    servers:
                      main: {host: 127.0.0.1, port: %d, username: postgres}
                    targets:
                      local: {type: filesystem, path: ./backups}
                      s3: {type: s3, bucket: %s, endpoint: "%s", access-key: %s, secret-key: "file:s3-secret"}
                    plans:
                      kept:
                        source: {type: postgresql, server: main, database: kill_quotes, allow-unsafe-client: true}
                        schedule: "0 2 1 1 *"
                        targets: [local, s3]
                      short:
                        source: {type: postgresql, server: main, database: kill_orders, allow-unsafe-client: true}
                        schedule: "0 2 1 1 *"
                        targets: [s3, local]
                        retention: {keep-all: 1ms, daily: 1, weekly: 0, monthly: 0, grace: 1ms}
                """.formatted(postgres.port(), bucket, s3.endpoint(), S3ProxyServer.ACCESS_KEY));
        startKeepwatch();
    }

    @AfterEach
    void stop() {
        keepwatch.close();
        s3.close();
    }

    @Test
    void no_good_backup_is_lost_and_none_is_listed_that_cannot_be_restored() throws Exception {
        calls.ended(calls.backUp("kept"), RECOVERY);
        for (int kill = 0; kill < KILLS; kill++) {
            work();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(LONGEST_LIFE_MILLIS)));
            rememberWhatIsGood();
            keepwatch.kill();
            assertThat(names()).as("the live databases").contains("kill_orders", "kill_quotes");
            keepwatch.close();
            startKeepwatch();
            rememberWhatIsGood();
        }
        await("the end of all that was begun").atMost(RECOVERY).until(() -> calls.runs().stream().noneMatch(run -> isActive(run)));

        assertEveryManifestTellsTheTruth();
        calls.good().forEach(backup -> keepwatch.post("/api/backup/backups/" + backup.get("id").asString() + "/hold", "")); // retention goes on
        List<String> good = calls.good().stream().filter(backup -> backup.get("held").asBoolean()).map(backup -> backup.get("id").asString()).toList();
        List<String> lost = everGood.stream().filter(id -> !good.contains(id)).toList();
        restoreAndCompare(good);
        assertThat(rows.digest("kill_orders")).isIn(orders, quotes);
        report(good, lost);
        assertThat(lost).isEmpty();
    }

    /// All that is possible now: what is on since the last kill excludes another of its kind.
    private void work() {
        keepwatch.post("/api/backup/plans/kept/run", "");
        keepwatch.post("/api/backup/plans/short/run", "");
        JsonNode swapped = calls.get("/api/backup/restores").valueStream().filter(restore -> restore.get("live").asBoolean()).findFirst().orElse(null);
        if (swapped != null && random.nextBoolean()) {
            keepwatch.post("/api/backup/restores/" + swapped.get("id").asString() + "/undo", "");
        } else {
            String asked = "{\"backupId\": \"%s\", \"mode\": \"swap\", \"database\": \"kill_orders\", \"confirm\": \"kill_orders\", \"planHash\": %s}";
            String backup = kept(calls.good()).getFirst();
            String hash = JsonMapper.shared().readTree(keepwatch.post("/api/backup/restores?dryRun=true", asked.formatted(backup, "null")).body())
                    .get("planHash").toString();
            keepwatch.post("/api/backup/restores", asked.formatted(backup, hash));
        }
    }

    /// Nothing of the plan `kept` is ever too old.
    private void rememberWhatIsGood() {
        everGood.addAll(kept(calls.good()));
    }

    private static List<String> kept(List<JsonNode> good) {
        return good.stream().filter(backup -> backup.get("plan").asString().equals("kept")).map(backup -> backup.get("id").asString()).toList();
    }

    private static boolean isActive(JsonNode run) {
        return Set.of("PENDING", "RUNNING", "WAITING").contains(run.get("phase").asString());
    }

    /// As anybody can who has the files: in this store a bucket is a folder, too.
    private void assertEveryManifestTellsTheTruth() throws Exception {
        for (Path target : List.of(folder.resolve("backups"), s3.folder().resolve(bucket))) {
            List<Path> manifests;
            try (Stream<Path> files = Files.walk(target)) {
                manifests = files.filter(file -> file.endsWith("manifest.json")).toList();
            }
            assertThat(manifests).isNotEmpty();
            for (Path manifest : manifests) {
                for (JsonNode part : JsonMapper.shared().readTree(manifest.toFile()).get("parts")) {
                    Path file = manifest.resolveSibling(part.get("name").asString());
                    assertThat(sha256(file)).as(file.toString()).isEqualTo(part.get("storedSha256").asString());
                }
            }
        }
    }

    private void restoreAndCompare(List<String> good) {
        for (String backup : good) {
            String restore = calls.restore(backup, "clone", "");
            assertThat(calls.ended(restore, RECOVERY).get("phase").asString()).as(backup).isEqualTo("COMPLETED");
            String clone = calls.restored(restore);
            assertThat(rows.digest(clone)).as(backup).isIn(quotes, orders);
            rows.execute("postgres", "DROP DATABASE \"" + clone + "\"");
        }
    }

    private void report(List<String> good, List<String> lost) throws IOException {
        long takenOver = calls.runs().stream().filter(run -> calls.get("/api/backup/runs/" + run.get("id").asString() + "/log").toString()
                .contains("Taken over from")).count();
        long deleted = calls.runs().stream().filter(run -> run.get("kind").asString().equals("RETENTION")).count();
        Files.writeString(FIGURES, "BackupKillTest: %d kills, %d runs taken over, %d runs of retention, %d backups listed good, %d restored and compared, %d lost%n"
                .formatted(KILLS, takenOver, deleted, good.size(), good.size(), lost.size()));
        System.out.print(Files.readString(FIGURES));
    }

    private void startKeepwatch() {
        keepwatch = RunningKeepwatch.start(folder.resolve("data"), Map.of(
                "KEEPWATCH_CONFIG", folder.resolve("keepwatch.yaml").toString(),
                "KEEPWATCH_CLICKHOUSE_URL", clickhouse.url() + "/" + clickhouse.database(),
                "KEEPWATCH_CLICKHOUSE_USER", clickhouse.writer().user(),
                "KEEPWATCH_CLICKHOUSE_PASSWORD", clickhouse.writer().password().reveal()));
        calls = new BackupCalls(keepwatch);
    }

    private List<String> names() throws Exception {
        try (var connection = rows.connect("postgres"); var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT datname FROM pg_database")) {
            var names = new ArrayList<String>();
            while (answer.next()) {
                names.add(answer.getString(1));
            }
            return names;
        }
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
