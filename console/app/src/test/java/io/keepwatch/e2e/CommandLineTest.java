package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.cli.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What `./keepwatch COMMAND` does to the instance that runs, and what it says when there is none.
@WithDemo
class CommandLineTest {

    private final RunningKeepwatch keepwatch;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CommandLineTest(RunningKeepwatch keepwatch) {
        this.keepwatch = keepwatch;
    }

    @Test
    void sql_prints_tab_separated_values_with_a_header() {
        assertThat(run("sql", "SELECT 1 AS one, 'a\tb' AS two")).isZero();
        assertThat(out()).isEqualTo("one\ttwo\n1\ta\\tb\n");
    }

    @Test
    void the_spans_of_the_demo_can_be_asked_for() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            out.reset();
            assertThat(run("sql", "SELECT DISTINCT ServiceName FROM otel_traces ORDER BY 1 FORMAT TSV")).isZero();
            assertThat(out()).contains("quotes-api\n", "quotes-web\n");
        });
    }

    @Test
    void sql_can_only_read() {
        assertThat(run("sql", "DROP TABLE otel_traces")).isEqualTo(1);
        assertThat(err()).contains("Not enough privileges");
        assertThat(run("sql", "SELECT count() FROM otel_traces")).isZero();
    }

    @Test
    void a_wrong_query_shows_what_clickhouse_says() {
        assertThat(run("sql", "SELECT nope")).isEqualTo(1);
        assertThat(err()).startsWith("keepwatch: ").contains("nope").hasLineCount(1);
    }

    @Test
    void the_demo_breaks_and_is_mended() {
        assertThat(run("demo", "break", "slow")).isZero();
        assertThat(keepwatch.get("/api/demo").body()).contains("\"slow\"").contains("since");
        assertThat(run("demo", "repair")).isZero();
        assertThat(keepwatch.get("/api/demo").body()).contains("\"broken\":[]");
    }

    @Test
    void a_backup_is_made_listed_verified_looked_at_and_restored_as_a_clone() {
        assertThat(run("backup", "run", "quotes", "--wait")).as(err()).isZero();
        String backup = out().strip();
        assertThat(backup).startsWith("quotes-");
        out.reset();
        assertThat(run("backup", "list", "quotes")).isZero();
        assertThat(out()).startsWith("ID\tTAKEN\tSIZE\tVERIFIED\tCOPIES\n").contains(backup + "\t", "READABLE OK\tdemo-folder:STORED,demo-s3:STORED");
        assertThat(run("backup", "verify", backup, "--wait")).as(err()).isZero();
        assertThat(run("catalog", "rebuild", "--wait")).as(err()).isZero();
        err.reset();
        assertThat(run("restore", backup, "--database", "quotes_looked_at", "--dry-run")).as(err()).isZero();
        assertThat(err()).contains("GREEN", "Create database quotes_looked_at");

        out.reset();
        assertThat(run("restore", backup, "--mode", "clone", "--database", "quotes_looked_at", "--yes", "--wait")).as(err()).isZero();
        assertThat(out()).isEqualTo("quotes_looked_at\n");
        err.reset();
        assertThat(run("restore", backup, "--mode", "clone", "--database", "quotes_looked_at", "--dry-run")).as("a red check").isEqualTo(1);
        assertThat(err()).contains("RED    name: There is a database quotes_looked_at already; Choose another name for the clone");
    }

    @Test
    void a_restore_asks_for_the_name_where_somebody_can_type_it() {
        String backup = JsonMapper.shared().readTree(keepwatch.get("/api/backup/backups?plan=quotes").body()).get(0).get("id").asString();

        assertThat(run("restore", backup, "--mode", "swap")).isEqualTo(1);
        assertThat(err()).contains("nothing was started").contains("--yes");
    }

    @Test
    void what_fails_ends_with_a_status_of_its_own_and_says_why(@TempDir Path folder) throws IOException {
        assertThat(run("backup", "run", "nothing")).isEqualTo(1);
        assertThat(err()).contains("There is no plan nothing");
        err.reset();
        assertThat(run("restore", "nothing", "--dry-run")).isEqualTo(1);
        assertThat(err()).contains("There is no backup nothing");
        err.reset();
        Path yaml = Files.writeString(folder.resolve("keepwatch.yaml"), """
                keepwatch:
                  backup:
                    targets: {local: {type: filesystem, path: ./backups}}
                    plans:
                      away:
                        source: {type: postgresql, host: 127.0.0.1, port: 1, username: nobody, database: away}
                        schedule: "0 2 * * *"
                        targets: [local]
                """);
        try (var other = RunningKeepwatch.startUnready(folder.resolve("data"), // no ClickHouse: it is quicker there, and not asked
                Map.of("KEEPWATCH_CONFIG", yaml.toString(), "KEEPWATCH_CLICKHOUSE_URL", "http://127.0.0.1:9"))) {
            assertThat(runIn(other.home(), "backup", "run", "away", "--wait")).isEqualTo(1);
        }
        assertThat(err()).contains("keepwatch: failed: ", "127.0.0.1:1", "See that the server runs");
    }

    @Test
    void wrong_words_are_answered_with_the_right_ones() {
        assertThat(run("demo", "break", "everything")).isEqualTo(2);
        assertThat(err()).contains("errors, slow, delete-rows");
        assertThat(run("sqll", "SELECT 1")).isEqualTo(2);
        assertThat(err()).contains("unknown command: sqll", "sql \"QUERY\"");
    }

    @Test
    void without_an_instance_it_says_how_to_start_one(@TempDir Path home) {
        int code = new CommandLine(Map.of("KEEPWATCH_HOME", home.toString()), stream(out), stream(err)).run(List.of("sql", "SELECT 1"));
        assertThat(code).isEqualTo(1);
        assertThat(err()).contains("no Keepwatch runs in " + home).contains("./keepwatch up");
    }

    @Test
    void check_names_the_line_that_is_wrong(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.yaml"), "keepwatch: {telemetry: {retention: {logs: 7d}}}\n");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "keepwatch:\n  telemetry:\n    retention:\n      logs: soon\n");
        assertThat(run("check", good.toString())).isZero();
        assertThat(run("check", good.toString(), bad.toString())).isEqualTo(1);
        assertThat(err()).contains("bad.yaml:4").contains("soon").hasLineCount(1);
    }

    @Test
    void check_reads_the_files_that_the_configuration_names(@TempDir Path folder) throws IOException {
        Path yaml = Files.writeString(folder.resolve("keepwatch.yaml"), "keepwatch: {dashboards: [boards/*.yaml, gone.yaml]}\n");
        Files.createDirectory(folder.resolve("boards"));
        String board = "title: Shop\nrows:\n  - panels:\n      - title: Orders\n        queries:\n          - query: %s\n";
        Path good = Files.writeString(folder.resolve("boards/good.yaml"), board.formatted("sum(rate(orders_total[5m]))"));
        Path bad = Files.writeString(folder.resolve("boards/bad.yaml"), board.formatted("sum(rate(orders_total))"));

        assertThat(run("check", yaml.toString())).isEqualTo(1);
        assertThat(out()).contains(yaml + ": valid", good + ": valid, a dashboard of 1 panel");
        assertThat(err().lines()).hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("Cannot read " + bad + ":6: the query cannot be read").contains("range vector"))
                .anySatisfy(line -> assertThat(line).isEqualTo("Cannot read " + folder.resolve("gone.yaml") + ": there is no such file"));
        out.reset();
        assertThat(run("check", good.toString())).as("a file by its name, whatever its kind").isZero();
        assertThat(out()).isEqualTo(good + ": valid, a dashboard of 1 panel\n");
    }

    @Test
    void check_reads_rules_and_runs_their_tests(@TempDir Path folder) throws IOException {
        Path yaml = Files.writeString(folder.resolve("keepwatch.yaml"), "keepwatch: {alerting: {rules: [rules/*.yaml]}}\n");
        Files.createDirectory(folder.resolve("rules"));
        Path rules = Files.writeString(folder.resolve("rules/shop.yaml"), "groups: [{name: shop, rules: [{alert: Down, expr: up == 0}]}]\n");
        String test = "rule_files: [rules/shop.yaml]\ntests:\n  - input_series: [{series: up, values: '%d'}]\n"
                + "    alert_rule_test: [{eval_time: 0, alertname: Down, exp_alerts: [{}]}]\n";
        Path passing = Files.writeString(folder.resolve("passing.yaml"), test.formatted(0));
        Path failing = Files.writeString(folder.resolve("failing.yaml"), test.formatted(1));

        assertThat(run("check", yaml.toString())).isZero();
        assertThat(out()).isEqualTo(yaml + ": valid\n" + rules + ": valid, 1 rule in 1 group\n");
        out.reset();
        assertThat(run("check", passing.toString(), rules.toString(), failing.toString())).isEqualTo(1);
        assertThat(out()).contains(passing + ": valid, 1 test passed", rules + ": valid, 1 rule in 1 group");
        assertThat(err()).isEqualTo(failing + ":4: test unnamed#0 failed: alertname: Down, time: 0s\n      - {alertname=\"Down\"}\n");
        err.reset();
        Files.writeString(rules, "groups:\n  - name: shop\n    rules: [{alert: Down, expr: up ==}]\n");
        assertThat(run("check", yaml.toString())).isEqualTo(1);
        assertThat(err()).startsWith("Cannot use " + rules + ":3: group shop: rule 1, \"Down\": could not parse expression: ");
    }

    private int run(String... arguments) {
        return runIn(keepwatch.home(), arguments);
    }

    private int runIn(Path home, String... arguments) {
        return new CommandLine(Map.of("KEEPWATCH_HOME", home.toString()), stream(out), stream(err)).run(List.of(arguments));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
