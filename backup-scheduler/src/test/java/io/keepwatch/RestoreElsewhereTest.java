package io.keepwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Backups of one running server, restored to another over HTTP, and what stands against that.
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreElsewhereTest {

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final String YAML = """
            keepwatch:
              backup:
                servers:
                  main:  {host: 127.0.0.1, port: %d, username: postgres}
                  spare: {host: 127.0.0.1, port: %d, username: postgres}
                targets:
                  local: {type: filesystem, path: ./backups}
                plans:
                  shop:
                    source: {type: postgresql, server: main, database: shop, allow-unsafe-client: true}
                    schedule: "0 2 * * *"
                    targets: [local]
            """;

    private final PostgresServer main;
    private final PostgresServer spare = new PostgresServer();
    private Path folder;
    private BackupRoom room;
    private String backup;

    RestoreElsewhereTest(PostgresServer main) {
        this.main = main;
    }

    @BeforeAll
    void backUp(@TempDir Path directory) throws SQLException {
        folder = directory;
        main.run("postgres", "CREATE ROLE shop_owner LOGIN", "CREATE DATABASE shop OWNER shop_owner");
        main.run("shop", "CREATE TABLE item AS SELECT i AS id FROM generate_series(1, 1000) i", "ALTER TABLE item OWNER TO shop_owner");
        room = BackupRoom.open(directory, YAML.formatted(main.port(), spare.port()));
        String id = room.post("/api/backup/plans/shop/run", "").get("runId").asString();
        JsonNode made = room.ended("/api/backup/runs/" + id);
        assertThat(made.get("phase").asString()).as(made.toString()).isEqualTo("COMPLETED");
        backup = made.get("backupId").asString();
    }

    @AfterAll
    void stop() {
        room.close();
        spare.close();
    }

    @Test
    void rows_and_roles_come_to_the_other_server_under_another_name() throws SQLException {
        JsonNode plan = dryRun("swap", "spare", "shop_two");
        assertThat(check(plan, "roles")).isIn("AMBER", "GREEN");

        JsonNode restore = restored("swap", "spare", "shop_two");

        assertThat(restore.get("phase").asString()).as(restore.toString()).isEqualTo("COMPLETED");
        assertThat(restore.get("database").asString()).isEqualTo("shop_two");
        assertThat(spare.ask("shop_two", "SELECT count(*) FROM item")).isEqualTo("1000");
        assertThat(spare.ask("postgres", "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'shop_two'")).isEqualTo("shop_owner");
        assertThat(spare.ask("postgres", "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'shop_owner'")).isEqualTo("f");
        assertThat(main.ask("postgres", "SELECT string_agg(datname, ' ') FROM pg_database WHERE datname LIKE 'shop%'")).isEqualTo("shop");
    }

    @Test
    void a_clone_has_the_name_that_was_chosen_and_takes_nobody_elses() throws SQLException {
        JsonNode restore = restored("clone", "spare", "shop_look");

        assertThat(restore.get("database").asString()).isEqualTo("shop_look");
        assertThat(spare.ask("shop_look", "SELECT count(*) FROM item")).isEqualTo("1000");
        JsonNode again = dryRun("clone", "spare", "shop_look");
        assertThat(check(again, "name")).isEqualTo("RED");
        assertThat(fix(again, "name")).isEqualTo("Choose another name for the clone");
    }

    @Test
    void a_database_that_is_there_and_in_use_is_set_aside_and_comes_back_by_the_undo() throws Exception {
        spare.run("postgres", "CREATE DATABASE shop_taken");
        spare.run("shop_taken", "CREATE TABLE of_others AS SELECT 1 AS id");
        try (Connection reports = spare.connect("shop_taken"); var statement = reports.createStatement()) {
            statement.execute("SET application_name = 'reports'");
            JsonNode plan = dryRun("swap", "spare", "shop_taken");
            assertThat(check(plan, "connections")).isEqualTo("AMBER");
            assertThat(fix(plan, "connections")).isNotBlank();
            assertThat(plan.get("checks").toString()).contains("1 of reports (role postgres)");
        }

        JsonNode restore = restored("swap", "spare", "shop_taken");
        assertThat(spare.ask("shop_taken", "SELECT count(*) FROM item")).isEqualTo("1000");

        room.post("/api/backup/restores/" + restore.get("id").asString() + "/undo", "");
        await().atMost(PATIENCE).until(() -> room.get("/api/backup/restores/" + restore.get("id").asString()).get("undone").asBoolean());
        assertThat(spare.ask("shop_taken", "SELECT count(*) FROM of_others")).isEqualTo("1");
    }

    @Test
    void what_the_other_server_lacks_is_a_check_with_its_fix() throws Exception {
        String manifest = Files.readString(manifest());
        JsonNode plan;
        try {
            Files.writeString(manifest(), manifest
                    .replaceFirst("(\"server_version_num\" *: *)\"\\d+\"", "$1\"990002\"")
                    .replaceFirst("(\"database_size\" *: *)\"\\d+\"", "$1\"4000000000000000000\"")
                    .replaceFirst("(\"roles\" *: *\\[)", "$1\"nobody_here\","));
            plan = dryRun("swap", "spare", "shop_three");
        } finally {
            Files.writeString(manifest(), manifest);
        }

        assertThat(check(plan, "version")).isEqualTo("RED");
        assertThat(fix(plan, "version")).contains("PostgreSQL 99 or newer");
        assertThat(check(plan, "disk")).isEqualTo("RED");
        assertThat(fix(plan, "disk")).contains("Make room");
        assertThat(check(plan, "roles")).isEqualTo("AMBER");
        assertThat(fix(plan, "roles")).contains("CREATE ROLE \"nobody_here\"");
        assertThat(spare.ask("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'shop_three%'")).isEqualTo("0");
    }

    @Test
    void a_server_that_is_not_configured_is_told_with_those_that_are() {
        assertThat(room.refused("/api/backup/restores?dryRun=true", body("clone", "cellar", "x", "", "")).body())
                .contains("There is no server cellar", "main, spare");
    }

    /// The test's folder and the cluster's data directory both lie on the disk of the temporary files.
    @Test
    void a_target_on_the_disk_of_the_database_is_a_warning_of_the_plan() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                room.get("/api/backup/plans/shop").get("warnings").valueStream().map(JsonNode::asString))
                .anyMatch(warning -> warning.startsWith("The target local lies on the disk of the database's data directory /")));
    }

    private JsonNode dryRun(String mode, String server, String database) {
        return room.post("/api/backup/restores?dryRun=true", body(mode, server, database, "", ""));
    }

    private JsonNode restored(String mode, String server, String database) {
        String hash = dryRun(mode, server, database).get("planHash").asString();
        String id = room.post("/api/backup/restores", body(mode, server, database, database, hash)).get("restoreId").asString();
        return room.ended("/api/backup/restores/" + id);
    }

    private String body(String mode, String server, String database, String confirm, String hash) {
        return """
                {"backupId": "%s", "mode": "%s", "server": "%s", "database": "%s", "confirm": "%s", "planHash": "%s"}"""
                .formatted(backup, mode, server, database, confirm, hash);
    }

    private static String check(JsonNode plan, String name) {
        return field(plan, name, "status");
    }

    private static String fix(JsonNode plan, String name) {
        return field(plan, name, "fix");
    }

    private static String field(JsonNode plan, String name, String field) {
        return plan.get("checks").valueStream().filter(check -> check.get("name").asString().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no check " + name + " in " + plan)).get(field).asString();
    }

    private Path manifest() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("backups"))) {
            return files.filter(file -> file.getFileName().toString().equals("manifest.json")).findFirst().orElseThrow();
        }
    }
}
