package io.keepwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole room as the product has it: found by scanning, with a real `keepwatch.yaml`, on a real port.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupRoomTest {

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @SpringBootApplication
    static class App {}

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
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context;
    private Path folder;
    private String address;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        folder = directory;
        Files.createDirectories(directory.resolve("backups"));
        Files.writeString(directory.resolve("password"), "hunter2-of-the-database");
        Path yaml = Files.writeString(directory.resolve("keepwatch.yaml"), YAML);
        context = SpringApplication.run(App.class, "--KEEPWATCH_HOME=" + directory.resolve("data"), "--KEEPWATCH_HTTP_PORT=0",
                "--KEEPWATCH_CONFIG=" + yaml, "--KEEPWATCH_ADMIN_PASSWORD=adminadmin");
        address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void tells_the_plans_as_they_are_configured() {
        JsonNode plan = get("/api/backup/plans").get(0);

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
        assertThat(get("/api/backup/plans/quotes").get("name").asString()).isEqualTo("quotes");
    }

    @Test
    void a_plan_can_be_copied() {
        assertThat(get("/api/backup/plans/quotes").get("yaml").asString()).isEqualTo("""
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
                """);
    }

    @Test
    void a_plan_that_is_not_there_is_a_problem_with_a_hint() throws Exception {
        HttpResponse<String> answer = send("/api/backup/plans/nope");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no plan nope").contains("hint");
    }

    @Test
    void tells_where_the_targets_are_and_whether_they_answer() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode targets = get("/api/backup/targets");
            assertThat(targets.get(0).get("place").asString()).isEqualTo(folder.resolve("backups").toString());
            assertThat(targets.get(1).get("place").asString()).isEqualTo("s3://quote-app-backups/db");
            assertThat(targets.get(0).get("up").asBoolean()).isTrue();
            assertThat(targets.get(1).get("up").asBoolean()).isFalse();
        });
    }

    @Test
    void measures_every_plan_with_never_as_zero() {
        String labels = "db_namespace=\"quotes\",db_system=\"postgresql\",plan=\"quotes\",server_address=\"127.0.0.1\",server_port=\"1\"";

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(send("/metrics").body())
                .contains("keepwatch_backup_last_success_timestamp_seconds{" + labels + "} 0.0")
                .contains("keepwatch_backup_last_verified_timestamp_seconds{" + labels + "} 0.0")
                .contains("keepwatch_backup_expected_interval_seconds{" + labels + "} 90000.0")
                .doesNotContain("keepwatch_backup_last_attempt_success{")
                .containsPattern("keepwatch_backup_target_up\\{[^}]*target=\"s3-main\"} 0.0"));
    }

    @Test
    void keeps_the_alarm_of_the_plan() {
        await().atMost(PATIENCE).until(() -> context.getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("select trigger_name from qrtz_triggers").query(String.class).list().equals(java.util.List.of("quotes")));
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = send(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> send(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
