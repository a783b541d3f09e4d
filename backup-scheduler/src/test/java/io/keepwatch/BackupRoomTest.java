package io.keepwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What the room says over HTTP of plans that cannot be carried out: their database is away.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupRoomTest {

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /// With every key that the documentation has, but those that are refused.
    private static final String YAML = """
            keepwatch:
              backup:
                servers:
                  main: {host: 127.0.0.1, port: 1, username: backup, password: "file:password"}
                targets:
                  local: {type: filesystem, path: ./backups}
                  s3-main: {type: s3, bucket: quote-app-backups, prefix: db, region: eu-west-3, endpoint: "http://127.0.0.1:1", access-key: a, secret-key: "file:password"}
                plans:
                  quotes:
                    source: {type: postgresql, server: main, database: quotes}
                    schedule: "0 2 * * *"
                    time-zone: Europe/Paris
                    targets: [local, s3-main]
                    retention: {keep-all: 24h, daily: 7, weekly: 4, monthly: 12}
                    storage-class: {daily: STANDARD, weekly: GLACIER_IR, monthly: DEEP_ARCHIVE}
                restore: {keep-old: 7d}
            """;

    private BackupRoom room;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        folder = directory;
        Files.createDirectories(directory.resolve("backups"));
        Files.writeString(directory.resolve("password"), "hunter2-of-the-database");
        room = BackupRoom.open(directory, YAML);
    }

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void tells_the_plans_as_they_are_configured() {
        JsonNode plan = room.get("/api/backup/plans").get(0);

        assertThat(plan.get("name").asString()).isEqualTo("quotes");
        assertThat(plan.get("sourceType").asString()).isEqualTo("postgresql");
        assertThat(plan.get("schedule").asString()).isEqualTo("0 2 * * *");
        assertThat(plan.get("timeZone").asString()).isEqualTo("Europe/Paris");
        assertThat(plan.get("nextRuns").size()).isEqualTo(3);
        assertThat(plan.get("lastSuccessAt").isNull()).isTrue();
        assertThat(plan.get("rpoSeconds").isNull()).isTrue();
        assertThat(plan.get("state").asString()).isEqualTo("NEW");
        assertThat(plan.get("database").get("namespace").asString()).isEqualTo("quotes");
        assertThat(plan.toString()).doesNotContain("hunter2");
        assertThat(room.get("/api/backup/plans/quotes").get("name").asString()).isEqualTo("quotes");
    }

    @Test
    void says_which_storage_classes_it_does_not_apply() {
        assertThat(room.get("/api/backup/plans/quotes").get("warnings").valueStream().map(JsonNode::asString)).singleElement().asString()
                .contains("(weekly GLACIER_IR, monthly DEEP_ARCHIVE) are not applied", "every copy stays in STANDARD");
    }

    @Test
    void a_plan_can_be_copied() {
        assertThat(room.get("/api/backup/plans/quotes").get("yaml").asString()).isEqualTo("""
                keepwatch:
                  backup:
                    plans:
                      quotes:
                        source:
                          type: postgresql
                          server: main
                          database: quotes
                        schedule: 0 2 * * *
                        time-zone: Europe/Paris
                        targets:
                          - local
                          - s3-main
                        retention:
                          keep-all: 24h
                          daily: 7
                          weekly: 4
                          monthly: 12
                        storage-class:
                          daily: STANDARD
                          weekly: GLACIER_IR
                          monthly: DEEP_ARCHIVE
                """);
    }

    @Test
    void a_plan_that_is_not_there_is_a_problem_with_a_hint() {
        HttpResponse<String> answer = room.ask("/api/backup/plans/nope");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no plan nope").contains("hint");
    }

    @Test
    void tells_where_the_targets_are_and_whether_they_answer() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode targets = room.get("/api/backup/targets");
            assertThat(targets.get(0).get("place").asString()).isEqualTo(folder.resolve("backups").toString());
            assertThat(targets.get(1).get("place").asString()).isEqualTo("s3://quote-app-backups/db");
            assertThat(targets.get(0).get("up").asBoolean()).isTrue();
            assertThat(targets.get(1).get("up").asBoolean()).isFalse();
        });
    }

    @Test
    void measures_every_plan_with_never_as_zero() {
        String labels = "db_namespace=\"quotes\",db_system=\"postgresql\",plan=\"quotes\",server_address=\"127.0.0.1\",server_port=\"1\"";

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(room.ask("/metrics").body())
                .contains("keepwatch_backup_last_success_timestamp_seconds{" + labels + "} 0.0")
                .contains("keepwatch_backup_last_verified_timestamp_seconds{" + labels + "} 0.0")
                .contains("keepwatch_backup_expected_interval_seconds{" + labels + "} 90000.0")
                .doesNotContain("keepwatch_backup_last_attempt_success{")
                .containsPattern("keepwatch_backup_target_up\\{[^}]*target=\"s3-main\"} 0.0"));
    }

    @Test
    void keeps_the_alarm_of_the_plan() {
        await().atMost(PATIENCE).until(() -> room.bean(JdbcClient.class)
                .sql("select trigger_name from qrtz_triggers").query(String.class).list().equals(List.of("quotes")));
    }
}
