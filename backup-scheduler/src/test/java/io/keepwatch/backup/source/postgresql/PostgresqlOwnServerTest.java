package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.MemoryParts;
import io.keepwatch.backup.source.RecordingContext;
import io.keepwatch.backup.source.RestoreTarget;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.step.Step;
import io.keepwatch.metadata.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// What needs a server with settings of its own.
@ExtendWith(SourceExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlOwnServerTest {

    private static final Instant AT = Instant.parse("2026-11-21T02:03:04Z");

    private final PostgresqlSource source;
    private final RecordingContext context = new RecordingContext();
    private final MemoryParts parts = new MemoryParts();
    private final PostgresServer postgres = new PostgresServer("-c", "max_prepared_transactions=2", "-c", "wal_level=logical");
    private final TestServer server = new TestServer(postgres);

    PostgresqlOwnServerTest(PostgresqlSource source) {
        this.source = source;
    }

    @BeforeAll
    void askForPasswords() throws Exception {
        server.run("postgres", "CREATE ROLE locked LOGIN PASSWORD 'right-one'", "GRANT pg_read_all_data TO locked",
                "COPY (SELECT unnest(ARRAY['host all locked 127.0.0.1/32 scram-sha-256', 'host all all 127.0.0.1/32 trust'])) TO '"
                        + server.ask("postgres", "SHOW hba_file") + "'", "SELECT pg_reload_conf()");
        await().atMost(Duration.ofSeconds(60)).until(() -> status(source.check(server.settings("postgres", "locked", null)), "server") == Check.Status.RED);
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    @Test
    void a_wrong_password_is_told_without_showing_it() throws Exception {
        String database = server.create("", "CREATE TABLE quote AS SELECT 1 AS id");

        assertThat(source.check(server.settings(database, "locked", "wrong-one"))).singleElement().satisfies(check -> {
            assertThat(check.status()).isEqualTo(Check.Status.RED);
            assertThat(check.message()).contains("password authentication failed").doesNotContain("wrong-one");
            assertThat(check.fix()).contains("Check username and password");
        });
        assertThatThrownBy(() -> source.backUp(server.settings(database, "locked", "wrong-one"), new MemoryParts(), context))
                .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.hint()).contains("Check username and password"))
                .hasMessageContaining("password authentication failed").hasMessageNotContaining("wrong-one");

        assertThat(source.backUp(server.settings(database, "locked", "right-one"), new MemoryParts(), context).tables()).hasSize(1);
    }

    @Test
    void a_prepared_transaction_is_red_and_a_swap_all_the_same_leaves_the_live_one_open() throws Exception {
        String database = server.create("", "CREATE TABLE quote AS SELECT 1 AS id");
        Manifest manifest = backUp(database);
        try (var connection = server.connect(database); var statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("INSERT INTO quote VALUES (2)");
            statement.execute("PREPARE TRANSACTION 'of the service'");
        }

        assertThat(preflight(manifest, database)).filteredOn(check -> check.name().equals("prepared transactions")).singleElement()
                .satisfies(check -> {
                    assertThat(check.status()).isEqualTo(Check.Status.RED);
                    assertThat(check.fix()).contains("ROLLBACK PREPARED");
                });
        assertThatThrownBy(() -> run(manifest, database)).isInstanceOf(SourceException.class);
        assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo("1");

        server.run(database, "ROLLBACK PREPARED 'of the service'");
        assertThat(preflight(manifest, database)).noneMatch(check -> check.name().equals("prepared transactions"));
    }

    @Test
    void replication_slots_and_subscriptions_stay_with_the_old_database_which_is_told_before() throws Exception {
        String database = server.create("", "CREATE TABLE quote AS SELECT 1 AS id",
                "CREATE SUBSCRIPTION feed CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p WITH (connect = false)");
        server.run(database, "SELECT pg_create_logical_replication_slot('out_of_quotes', 'pgoutput')");

        List<Check> checks = preflight(backUp(database), database);

        assertThat(status(checks, "replication slots")).isEqualTo(Check.Status.AMBER);
        assertThat(status(checks, "subscriptions")).isEqualTo(Check.Status.AMBER);
        assertThat(checks).anyMatch(check -> check.message().startsWith("out_of_quotes stay with the old database"));
    }

    /// A disk of 48 MB takes the database and not its copy.
    @Test
    void a_disk_that_is_full_during_the_load_fails_the_restore_and_leaves_all_as_it_was() throws Exception {
        try (var disk = new SmallDisk()) {
            server.run("postgres", "CREATE TABLESPACE small LOCATION '" + disk.folder() + "'");
            String database = server.create("TABLESPACE small",
                    "CREATE TABLE big AS SELECT i, sha512(i::text::bytea) AS b FROM generate_series(1, 280000) i");
            Manifest manifest = backUp(database);
            var facts = new ConcurrentHashMap<String, String>();
            List<Step> steps = source.restoreSteps(server.settings(database), manifest, new RestoreTarget(Mode.SWAP, database, "r", AT), parts);
            steps.get(1).run(new RecordingContext(facts));
            server.run("postgres", "CHECKPOINT"); // a new database is a hole in a file until then, and fills the disk too late

            assertThatThrownBy(() -> steps.get(2).run(new RecordingContext(facts)))
                    .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.hint()).isEqualTo("Make room on the disk"))
                    .hasMessageContaining("No space left on device");
            steps.get(1).undo(new RecordingContext(facts));

            assertThat(server.ask(database, "SELECT count(*) FROM big")).isEqualTo("280000");
            assertThat(server.ask("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '" + database + "%'")).isEqualTo("1");
            server.run("postgres", "DROP DATABASE " + database, "DROP TABLESPACE small");
        }
    }

    private record SmallDisk(Path parent, Path folder) implements AutoCloseable {

        SmallDisk() throws Exception {
            this(Files.createTempDirectory("keepwatch-small-"));
        }

        private SmallDisk(Path parent) throws Exception {
            this(parent, Files.createDirectory(parent.resolve("mnt")));
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
            command("mount", "-t", "tmpfs", "-o", "size=48m,mode=0700,uid=postgres", "keepwatch-test", folder.toString());
        }

        @Override
        public void close() throws Exception {
            command("umount", "--lazy", folder.toString());
            Files.delete(folder);
            Files.delete(parent);
        }

        private static void command(String... command) throws Exception {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor()).as(String.join(" ", command) + ": " + said).isZero();
        }
    }

    private Manifest backUp(String database) throws Exception {
        var settings = server.settings(database);
        return parts.manifest("postgresql", source.database(settings), source.backUp(settings, parts, context));
    }

    private List<Check> preflight(Manifest manifest, String database) {
        return source.preflight(server.settings(database), manifest, new RestoreTarget(Mode.SWAP, database, "r", AT));
    }

    private void run(Manifest manifest, String database) throws Exception {
        var facts = new ConcurrentHashMap<String, String>();
        for (Step step : source.restoreSteps(server.settings(database), manifest, new RestoreTarget(Mode.SWAP, database, "r", AT), parts)) {
            step.run(new RecordingContext(facts));
        }
    }

    private static Check.Status status(List<Check> checks, String name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow().status();
    }
}
