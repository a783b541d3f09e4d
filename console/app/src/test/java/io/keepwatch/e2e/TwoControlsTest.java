package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseEndpoint;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two control processes on one metadata database: each slot is run once, and when one of them is killed the other goes on with its
/// run and says whose it was, and evaluates its rules: alerts that fired fire on.
@ExtendWith({EmbeddedClickHouseExtension.class, PostgresExtension.class})
class TwoControlsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DATABASE = "two_controls";
    /// So many that each process evaluates some.
    private static final int GROUPS = 12;
    private static final String RULES_READ = """
            keepwatch:
              alerting: {rules: [rules.yaml]}
            """;

    private final ClickHouseEndpoint clickhouse;
    private final PostgresServer postgres;
    private final RandomRows rows;
    private final String metadata;
    private RunningKeepwatch first;
    private RunningKeepwatch second;

    @TempDir
    private Path folder;

    TwoControlsTest(ClickHouse clickhouse, PostgresServer postgres) {
        this.clickhouse = clickhouse.current();
        this.postgres = postgres;
        this.rows = new RandomRows(postgres);
        this.metadata = postgres.newDatabase();
    }

    @BeforeEach
    void start() throws IOException {
        rows.create(DATABASE, 100, 1);
        Files.writeString(configuration(), RULES_READ);
        Files.writeString(folder.resolve("rules.yaml"), "groups:\n" + IntStream.range(0, GROUPS).mapToObj(group ->
                "- {name: group-%d, interval: 5s, rules: [{alert: Always%d, expr: vector(1)}]}\n".formatted(group, group)).collect(Collectors.joining()));
        first = start("first");
        second = start("second");
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void a_slot_is_run_once_and_the_run_of_one_that_is_killed_is_taken_over_by_the_other() throws Exception {
        JsonNode lost;
        RunningKeepwatch heir;
        SortedMap<String, String> firing = await("alerts").atMost(PATIENCE).until(() -> firing(first, Instant.EPOCH), alerts -> alerts.size() == GROUPS);
        Instant killed;
        try (var lock = rows.connect(DATABASE)) { // the dump waits for it
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE rows IN ACCESS EXCLUSIVE MODE");
            configure();
            lost = await("the first slot").atMost(PATIENCE).until(this::dumping, run -> run != null);
            boolean ofTheFirst = lost.get("owner").asString().startsWith(first.pid() + "@");
            heir = ofTheFirst ? second : first;
            killed = Instant.now();
            (ofTheFirst ? first : second).kill();
        }

        var calls = new BackupCalls(heir);
        String id = lost.get("id").asString();
        assertThat(calls.ended(id, PATIENCE).get("phase").asString()).isEqualTo("COMPLETED");
        assertThat(calls.get("/api/backup/runs/" + id + "/log").toString())
                .contains("Taken over from " + lost.get("owner").asString() + ", which is not heard of any more");
        List<String> completed = backupsOf(calls.runs().stream().filter(run -> run.get("phase").asString().equals("COMPLETED")));
        List<String> stored = stored();
        List<JsonNode> runs = calls.runs();
        assertThat(stored).containsAll(completed).doesNotHaveDuplicates().isSubsetOf(backupsOf(runs.stream()));
        assertThat(runs.stream().filter(TwoControlsTest::isBackup).map(run -> run.get("slot").asString())).doesNotHaveDuplicates();
        // those of the process that is gone were not resolved meanwhile: they would have begun anew
        await("alerts evaluated by the other").atMost(PATIENCE).untilAsserted(() -> assertThat(firing(heir, killed)).isEqualTo(firing));
    }

    /// The alerts that fire by rules that were evaluated after that time, and since when.
    private static SortedMap<String, String> firing(RunningKeepwatch process, Instant after) {
        var firing = new TreeMap<String, String>();
        for (JsonNode group : new BackupCalls(process).get("/api/v1/rules?file%5B%5D=rules.yaml").at("/data/groups")) {
            JsonNode rule = group.at("/rules/0");
            rule.get("alerts").valueStream().filter(alert -> alert.get("state").asString().equals("firing"))
                    .filter(_ -> Instant.parse(rule.get("lastEvaluation").asString()).isAfter(after))
                    .forEach(alert -> firing.put(rule.get("name").asString(), alert.get("activeAt").asString()));
        }
        return firing;
    }

    private static List<String> backupsOf(Stream<JsonNode> runs) {
        return runs.filter(TwoControlsTest::isBackup).map(run -> run.get("backupId").asString()).toList();
    }

    private static boolean isBackup(JsonNode run) {
        return run.get("kind").asString().equals("BACKUP");
    }

    /// The run that is under way, as either of them tells it.
    private JsonNode dumping() {
        JsonNode run = new BackupCalls(first).runs().stream().filter(candidate -> candidate.get("phase").asString().equals("RUNNING"))
                .findFirst().orElse(null);
        boolean begun = run != null && run.get("steps").valueStream()
                .anyMatch(step -> step.get("name").asString().equals("dump") && step.get("phase").asString().equals("RUNNING"));
        return begun ? new BackupCalls(second).run(run.get("id").asString()) : null;
    }

    /// What has a manifest.
    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("backups"))) {
            return files.filter(file -> file.endsWith("manifest.json")).map(file -> file.getParent().getFileName().toString()).toList();
        }
    }

    private void configure() throws IOException {
        Files.writeString(configuration(), RULES_READ + """
                  backup:
                    targets:
                      local: {type: filesystem, path: ./backups}
                    plans:
                      quotes:
                        source: {type: postgresql, host: 127.0.0.1, port: %d, username: postgres, database: %s, allow-unsafe-client: true, lock-wait-timeout: 10m}
                        schedule: "* * * * *"
                        targets: [local]
                """.formatted(postgres.port(), DATABASE));
    }

    private Path configuration() {
        return folder.resolve("keepwatch.yaml");
    }

    private RunningKeepwatch start(String name) {
        return RunningKeepwatch.start(folder.resolve(name), Map.of(
                "KEEPWATCH_CONFIG", configuration().toString(),
                "KEEPWATCH_ROLES", "control",
                "KEEPWATCH_CLICKHOUSE_URL", clickhouse.url() + "/" + clickhouse.database(),
                "KEEPWATCH_CLICKHOUSE_USER", clickhouse.writer().user(),
                "KEEPWATCH_CLICKHOUSE_PASSWORD", clickhouse.writer().password().reveal(),
                "KEEPWATCH_DATABASE_URL", metadata,
                "KEEPWATCH_DATABASE_USER", "postgres"));
    }
}
