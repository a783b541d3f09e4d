package io.keepwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.audit.AuditFilter;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.target.s3.FaultyProxy;
import io.keepwatch.backup.target.s3.FaultyProxy.Fault;
import io.keepwatch.backup.target.s3.S3ProxyExtension;
import io.keepwatch.backup.target.s3.S3ProxyServer;
import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// The whole way from a real PostgreSQL to an S3 and back, over HTTP, with what goes wrong between.
@ExtendWith({PostgresExtension.class, S3ProxyExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupToS3Test {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String YAML = """
            keepwatch:
              backup:
                servers:
                  main: {host: 127.0.0.1, port: %d, username: postgres}
                targets:
                  s3: {type: s3, bucket: %s, prefix: db, endpoint: "%s", access-key: %s, secret-key: "file:secret"}
                plans:
                  small:  {source: {type: postgresql, server: main, database: s3_small, allow-unsafe-client: true}, schedule: "0 2 * * *", targets: [s3]}
                  broken: {source: {type: postgresql, server: main, database: s3_broken}, schedule: "0 2 * * *", targets: [s3]}
            """;

    private final PostgresServer postgres;
    private final S3ProxyServer s3;
    private final String bucket;
    private final FaultyProxy proxy;
    private BackupRoom room;
    private Path folder;
    private String yaml;

    BackupToS3Test(PostgresServer postgres, S3ProxyServer s3) throws IOException {
        this.postgres = postgres;
        this.s3 = s3;
        this.bucket = s3.newBucket();
        this.proxy = new FaultyProxy(s3.endpoint());
    }

    /// One table is large and cannot be compressed, so that an upload in parts is begun; the one after it cannot be read.
    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        folder = directory;
        postgres.run("postgres", "CREATE DATABASE s3_small", "CREATE DATABASE s3_broken");
        postgres.run("s3_small", "CREATE TABLE quote AS SELECT i AS id FROM generate_series(1, 1000) i");
        postgres.run("s3_broken",
                "CREATE TABLE a_big AS SELECT i, sha512(i::text::bytea) || sha512((-i)::text::bytea) AS b FROM generate_series(1, 150000) i",
                "CREATE TYPE mood AS ENUM ('glad')", "CREATE TABLE z_damaged AS SELECT 'glad'::mood AS m",
                "SET allow_system_table_mods = on", "DELETE FROM pg_enum WHERE enumtypid = 'mood'::regtype");
        Files.writeString(directory.resolve("secret"), S3ProxyServer.SECRET_KEY);
        yaml = YAML.formatted(postgres.port(), bucket, proxy.endpoint(), S3ProxyServer.ACCESS_KEY);
        room = BackupRoom.open(directory, yaml);
    }

    @AfterEach
    void calm() {
        proxy.faults(_ -> FaultyProxy.NONE);
    }

    @AfterAll
    void stop() throws IOException {
        room.close();
        proxy.close();
    }

    @Test
    void a_catalog_that_was_lost_is_made_again_from_the_bucket_and_restores() throws SQLException {
        String backup = backUp("small").get("backupId").asString();
        assertThat(s3.allIn(bucket)).filteredOn(key -> key.contains(backup)).extracting(key -> key.substring(key.lastIndexOf('/') + 1))
                .containsExactlyInAnyOrder("database.dump", "globals.sql", "manifest.json");
        var jdbc = room.bean(JdbcClient.class);
        jdbc.sql("delete from backup_copy").update();
        jdbc.sql("delete from backup").update();
        assertThat(room.get("/api/backup/backups")).isEmpty();

        room.ended("/api/backup/runs/" + room.post("/api/backup/catalog/rebuild", "").get("runId").asString());

        assertThat(room.get("/api/backup/backups").valueStream().map(one -> one.get("id").asString())).contains(backup);
        JsonNode restore = room.ended("/api/backup/restores/" + restore(backup, "clone", "s3_rebuilt"));
        assertThat(restore.get("phase").asString()).as(restore.toString()).isEqualTo("COMPLETED");
        assertThat(postgres.ask("s3_rebuilt", "SELECT count(*) FROM quote")).isEqualTo("1000");
    }

    @Test
    void a_dump_that_breaks_off_midway_leaves_neither_object_nor_parts_nor_backup() {
        JsonNode run = room.ended("/api/backup/runs/" + room.post("/api/backup/plans/broken/run", "").get("runId").asString());

        assertThat(run.get("phase").asString()).isEqualTo("FAILED");
        assertThat(run.get("error").get("message").asString()).contains("pg_dump ended with status 1 after", "z_damaged");
        assertThat(run.get("error").get("hint").asString()).isNotBlank();
        assertThat(proxy.requests("PUT", "/broken/")).as("parts were on their way").isPositive();
        assertThat(s3.allIn(bucket)).noneMatch(key -> key.contains("/broken/"));
        assertThat(room.get("/api/backup/backups?plan=broken")).isEmpty();
        assertThat(room.get("/api/backup/plans/broken").get("state").asString()).isEqualTo("FAILED");
    }

    @Test
    void a_backup_is_measured_and_so_is_a_failure() {
        backUp("small");
        room.ended("/api/backup/runs/" + room.post("/api/backup/plans/broken/run", "").get("runId").asString());

        await().atMost(PATIENCE).untilAsserted(() -> {
            String metrics = room.ask("/metrics").body();
            for (String name : List.of("last_success_timestamp_seconds", "last_verified_timestamp_seconds", "size_bytes", "duration_seconds",
                    "expected_interval_seconds", "last_attempt_success", "verification_success")) {
                assertThat(value(metrics, name, "plan=\"small\"")).as(name).isPositive();
            }
            assertThat(value(metrics, "target_last_success_timestamp_seconds", "plan=\"small\"")).isEqualTo(
                    value(metrics, "last_success_timestamp_seconds", "plan=\"small\""));
            assertThat(value(metrics, "target_up", "target=\"s3\"")).isEqualTo(1);
            assertThat(value(metrics, "last_attempt_success", "plan=\"broken\"")).isZero();
            assertThat(value(metrics, "last_success_timestamp_seconds", "plan=\"broken\"")).isZero();
        });
    }

    private static double value(String metrics, String name, String label) {
        return metrics.lines().filter(line -> line.startsWith("keepwatch_backup_" + name + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " of " + label));
    }

    @Test
    void a_store_that_refuses_fails_the_run_with_its_reason_and_holds_nothing() {
        List<String> before = s3.allIn(bucket);
        proxy.faults(request -> request.is("PUT", "database.dump") ? new Fault.Answer(403, "AccessDenied", "no") : FaultyProxy.NONE);

        JsonNode run = room.ended("/api/backup/runs/" + room.post("/api/backup/plans/small/run", "").get("runId").asString());

        assertThat(run.get("phase").asString()).isEqualTo("FAILED");
        assertThat(run.get("error").get("message").asString()).contains("access denied");
        assertThat(s3.allIn(bucket)).isEqualTo(before);
    }

    @Test
    void a_store_that_is_weak_for_a_moment_is_not_noticed() {
        proxy.faults(request -> request.nth() > 1 ? FaultyProxy.NONE
                : request.is("PUT", "database.dump") ? new Fault.Reset(100)
                : request.is("PUT", "globals.sql") ? new Fault.Answer(503, "SlowDown", "wait")
                : request.is("PUT", "manifest.json") ? new Fault.Answer(500, "InternalError", "wait") : FaultyProxy.NONE);

        assertThat(backUp("small").get("phase").asString()).isEqualTo("COMPLETED");
    }

    @Test
    void a_flipped_bit_in_the_bucket_ends_the_restore_before_anything_is_touched() throws Exception {
        String backup = backUp("small").get("backupId").asString();
        Path stored = stored(backup, "database.dump");
        byte[] bytes = Files.readAllBytes(stored);
        bytes[bytes.length / 2] ^= 1;
        Files.write(stored, bytes);

        JsonNode restore = room.ended("/api/backup/restores/" + restore(backup, "swap", "s3_small"));

        assertThat(restore.get("phase").asString()).isEqualTo("FAILED");
        assertThat(restore.get("error").get("message").asString()).contains("no copy is what was written");
        assertThat(restore.get("steps").get(1).get("phase").asString()).isEqualTo("PENDING");
        assertThat(postgres.ask("s3_small", "SELECT count(*) FROM quote")).isEqualTo("1000");
    }

    @Test
    void a_read_that_is_always_cut_off_ends_the_restore_before_anything_is_touched() throws SQLException {
        String backup = backUp("small").get("backupId").asString();
        proxy.faults(request -> request.is("GET", backup + "/database.dump") ? new Fault.CutAnswer(600) : FaultyProxy.NONE);

        JsonNode restore = room.ended("/api/backup/restores/" + restore(backup, "swap", "s3_small"));

        assertThat(restore.get("phase").asString()).isEqualTo("FAILED");
        assertThat(restore.get("error").get("hint").asString()).contains("Nothing was changed");
        assertThat(postgres.ask("s3_small", "SELECT count(*) FROM quote")).isEqualTo("1000");
    }

    @Test
    void a_manifest_that_is_gone_is_a_red_check() throws IOException {
        String backup = backUp("small").get("backupId").asString();
        Files.delete(stored(backup, "manifest.json"));

        JsonNode plan = room.post("/api/backup/restores?dryRun=true", body(backup, "clone", "s3_nowhere", ""));

        assertThat(plan.get("checks").valueStream().filter(check -> check.get("status").asString().equals("RED"))).singleElement()
                .satisfies(check -> assertThat(check.get("message").asString()).contains("the manifest is gone"));
    }

    @Test
    void of_two_restores_of_one_database_the_second_is_refused_with_the_name_of_the_first() {
        String backup = backUp("small").get("backupId").asString();
        var goOn = new CountDownLatch(1);
        String hash = hash(backup, "clone", "s3_small");
        proxy.faults(request -> waiting(request.is("GET", backup + "/database.dump"), goOn));
        String first = room.post("/api/backup/restores", body(backup, "clone", "s3_small", hash)).get("restoreId").asString();

        assertThat(room.refused("/api/backup/restores", body(backup, "clone", "s3_small", hash)).body())
                .contains("the restore " + first + " of s3_small is on");

        goOn.countDown();
        assertThat(room.ended("/api/backup/restores/" + first).get("phase").asString()).isEqualTo("COMPLETED");
    }

    @Test
    void a_run_whose_plan_is_removed_meanwhile_goes_on_to_its_end() throws IOException {
        var goOn = new CountDownLatch(1);
        proxy.faults(request -> waiting(request.is("PUT", "database.dump"), goOn));
        long before = proxy.requests("PUT", "database.dump");
        String run = room.post("/api/backup/plans/small/run", "").get("runId").asString();
        await().atMost(PATIENCE).until(() -> proxy.requests("PUT", "database.dump") > before);

        Files.writeString(folder.resolve("keepwatch.yaml"), yaml.lines().filter(line -> !line.contains("small:")).map(line -> line + "\n")
                .reduce("", String::concat));
        try {
            await().atMost(PATIENCE).until(() -> room.ask("/api/backup/plans/small").statusCode() == 404);
            goOn.countDown();
            JsonNode ended = room.ended("/api/backup/runs/" + run);
            assertThat(ended.get("phase").asString()).as(ended.toString()).isEqualTo("COMPLETED");
            assertThat(room.get("/api/backup/backups/" + ended.get("backupId").asString()).get("good").asBoolean()).isTrue();
        } finally {
            Files.writeString(folder.resolve("keepwatch.yaml"), yaml);
            await().atMost(PATIENCE).until(() -> room.ask("/api/backup/plans/small").statusCode() == 200);
        }
    }

    @Test
    void who_restores_what_and_why_is_in_the_audit_log() {
        String backup = backUp("small").get("backupId").asString();

        String id = restore(backup, "clone", "s3_audited");

        assertThat(room.ended("/api/backup/restores/" + id).get("reason").asString()).isEqualTo("INC-42");
        assertThat(room.bean(AuditLog.class).search(AuditFilter.ALL, 0, 100)).anySatisfy(entry ->
                assertThat(entry.toString()).contains("restore.started", "s3_audited", "ann", "INC-42", backup, id));
    }

    @Test
    void a_mode_that_is_not_built_is_told_so() {
        var refused = room.refused("/api/backup/restores?dryRun=true", body("any", "in-place", "s3_small", ""));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("The mode in-place is not built");
    }

    private JsonNode backUp(String plan) {
        JsonNode run = room.ended("/api/backup/runs/" + room.post("/api/backup/plans/" + plan + "/run", "").get("runId").asString());
        assertThat(run.get("phase").asString()).as(run.toString()).isEqualTo("COMPLETED");
        return run;
    }

    private String restore(String backup, String mode, String database) {
        return room.post("/api/backup/restores", body(backup, mode, database, hash(backup, mode, database))).get("restoreId").asString();
    }

    private String hash(String backup, String mode, String database) {
        return room.post("/api/backup/restores?dryRun=true", body(backup, mode, database, "")).get("planHash").asString();
    }

    private static String body(String backup, String mode, String database, String hash) {
        return """
                {"backupId": "%s", "mode": "%s", "database": "%s", "confirm": "%s", "planHash": "%s", "reason": "INC-42"}"""
                .formatted(backup, mode, database, database, hash);
    }

    private static Fault waiting(boolean so, CountDownLatch goOn) {
        try {
            if (so) {
                goOn.await();
            }
            return FaultyProxy.NONE;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path stored(String backup, String part) throws IOException {
        try (Stream<Path> files = Files.walk(s3.folder())) {
            return files.filter(file -> file.endsWith(backup + "/" + part)).findFirst().orElseThrow();
        }
    }
}
