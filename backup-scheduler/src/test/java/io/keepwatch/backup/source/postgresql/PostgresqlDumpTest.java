package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.source.MemoryParts;
import io.keepwatch.backup.source.RecordingContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SourceExtension.class)
class PostgresqlDumpTest {

    private final TestServer server;
    private final PostgresqlSource source;
    private final RecordingContext context = new RecordingContext();
    private final MemoryParts sink = new MemoryParts();

    PostgresqlDumpTest(TestServer server, PostgresqlSource source) {
        this.server = server;
        this.source = source;
    }

    @Test
    void streams_a_whole_archive_and_the_globals_and_counts_in_the_snapshot() throws Exception {
        String database = server.create("", "CREATE TABLE quote (id int PRIMARY KEY, text text)",
                "INSERT INTO quote SELECT i, 'quote ' || i FROM generate_series(1, 1000) i");

        var facts = source.backUp(server.settings(database), sink, context);

        assertThat(sink.names()).containsExactly("database.dump", "globals.sql");
        assertThat(Arrays.copyOf(sink.bytes("database.dump"), 5)).isEqualTo("PGDMP".getBytes(StandardCharsets.US_ASCII));
        assertThat(facts.tables()).singleElement().satisfies(table -> {
            assertThat(table.schema() + "." + table.name()).isEqualTo("public.quote");
            assertThat(table.rows()).isEqualTo(1000);
            assertThat(table.checksum()).matches("-?\\d+");
        });
        assertThat(facts.facts()).containsEntry("server_encoding", "UTF8").containsEntry("owner", "postgres")
                .containsKeys("server_version", "pg_dump_version", "system_identifier", "snapshot_lsn", "lc_collate", "database_size");
        assertThat(facts.roles()).contains("postgres");
        assertThat(facts.extensions()).containsKey("plpgsql");
        source.readToEnd("database.dump", sink.open("database.dump"), context);
        source.readToEnd("globals.sql", sink.open("globals.sql"), context);
    }

    @Test
    void dumps_what_is_unusual_in_names_and_kinds() throws Exception {
        String longest = "n".repeat(63);
        String database = "odd \"name' = \\ with\nnewline ß";
        server.createNamed(database, "", "CREATE SCHEMA \"Sch'ema \"\"q\"\"\"",
                "CREATE TABLE \"Sch'ema \"\"q\"\"\".\"" + longest + "\" (\"a \"\" b\" int, \"new\nline\" text)",
                "INSERT INTO \"Sch'ema \"\"q\"\"\".\"" + longest + "\" VALUES (1, 'x'), (2, NULL)",
                "CREATE TABLE no_columns ()", "INSERT INTO no_columns DEFAULT VALUES",
                "CREATE TABLE generated (a int, b int GENERATED ALWAYS AS (a * 2) STORED)", "INSERT INTO generated (a) VALUES (1)",
                "CREATE TABLE parted (a int) PARTITION BY LIST (a)", "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1)",
                "INSERT INTO parted VALUES (1)", "CREATE UNLOGGED TABLE unlogged AS SELECT 1 AS a",
                "CREATE MATERIALIZED VIEW summary AS SELECT count(*) FROM parted", "SELECT lo_from_bytea(0, 'large')");

        var facts = source.backUp(server.settings(database), sink, context);

        assertThat(facts.tables()).extracting(table -> table.schema() + "." + table.name() + " " + table.rows()).containsExactly(
                "Sch'ema \"q\"." + longest + " 2", "public.generated 1", "public.no_columns 1", "public.parted_1 1", "public.unlogged 1",
                "pg_catalog.pg_largeobject_metadata 1");
        assertThat(facts.facts()).containsEntry("large_objects", "1");
        source.readToEnd("database.dump", sink.open("database.dump"), context);
    }

    @Test
    void an_empty_database_has_a_whole_archive() throws Exception {
        var facts = source.backUp(server.settings(server.create("")), sink, context);

        assertThat(facts.tables()).isEmpty();
        source.readToEnd("database.dump", sink.open("database.dump"), context);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQL_ASCII", "LATIN1"})
    void databases_of_other_encodings_are_dumped(String encoding) throws Exception {
        String database = server.create("TEMPLATE template0 ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C'",
                "CREATE TABLE letter (t text)", "INSERT INTO letter VALUES ('gr\u00fcn')");

        var facts = source.backUp(server.settings(database), sink, context);

        assertThat(facts.facts()).containsEntry("server_encoding", encoding);
        assertThat(facts.tables()).singleElement().satisfies(table -> assertThat(table.rows()).isEqualTo(1));
    }

    @Test
    void the_count_is_that_of_the_snapshot_and_not_of_what_is_written_meanwhile() throws Exception {
        String database = server.create("", "CREATE TABLE quote (id int)", "INSERT INTO quote VALUES (1)");
        try (var snapshot = Snapshot.take(server.settings(database))) {
            server.run(database, "INSERT INTO quote VALUES (2)");

            assertThat(snapshot.count().await(context).tables()).singleElement()
                    .satisfies(table -> assertThat(table.rows()).isEqualTo(1));
        }
    }

    @Test
    void no_table_can_vanish_between_our_list_and_the_dump() throws Exception {
        String database = server.create("", "CREATE TABLE quote (id int)");
        try (var _ = Snapshot.take(server.settings(database))) {
            assertThatThrownBy(() -> server.run(database, "SET lock_timeout = '100ms'", "DROP TABLE quote"))
                    .hasMessageContaining("lock timeout");
            server.run(database, "CREATE TABLE later (id int)", "DROP TABLE later");
        }
        server.run(database, "DROP TABLE quote");
    }

    /// Tables come and go in another session all the while.
    @Test
    void tables_created_and_dropped_during_the_dump_do_no_harm() throws Exception {
        String database = server.create("", "CREATE TABLE quote AS SELECT i FROM generate_series(1, 50000) i");
        var stop = new AtomicBoolean();
        var churn = new FutureTask<Integer>(() -> {
            int rounds = 0;
            while (!stop.get()) {
                server.run(database, "CREATE TABLE churn_" + rounds + " (id int)", "DROP TABLE churn_" + rounds++);
            }
            return rounds;
        });
        Thread.startVirtualThread(churn);
        try {
            for (int i = 0; i < 3; i++) {
                var facts = source.backUp(server.settings(database), sink, context);
                assertThat(facts.tables()).anySatisfy(table -> assertThat(table.rows()).isEqualTo(50_000));
                source.readToEnd("database.dump", sink.open("database.dump"), context);
            }
        } finally {
            stop.set(true);
        }
        assertThat(churn.get()).isPositive();
    }

    @Test
    void a_change_that_comes_between_our_lock_and_the_dumps_is_let_pass() throws Exception {
        String database = server.create("", "CREATE TABLE quote (id int)", "CREATE TABLE old (id int)");
        var change = new FutureTask<>(() -> {
            server.run(database, "DROP TABLE old");
            return true;
        });
        context.onLog = line -> {
            if (line.startsWith("Reading snapshot") && !change.isDone()) {
                Thread.startVirtualThread(change);
                await().until(() -> "1".equals(server.ask(database, "SELECT count(*) FROM pg_locks WHERE NOT granted")));
            }
        };

        var facts = source.backUp(server.settings(database), sink, context);

        assertThat(change.get()).isTrue();
        assertThat(facts.tables()).singleElement().satisfies(table -> assertThat(table.name()).isEqualTo("quote"));
        source.readToEnd("database.dump", sink.open("database.dump"), context);
    }

    @Test
    void a_lock_that_never_comes_is_told_with_who_holds_it() throws Exception {
        String database = server.create("", "CREATE TABLE quote (id int)");
        try (var other = server.connect(database); var statement = other.createStatement()) {
            statement.execute("SET application_name = 'migration'");
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE quote IN ACCESS EXCLUSIVE MODE");

            assertThatThrownBy(() -> source.backUp(server.impatient(database), sink, context))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("no lock on its tables within 300 ms")
                    .hasMessageContaining("application 'migration') holds the one on public.quote");
        }
        assertThat(sink.names()).isEmpty();
    }

    @Test
    void the_dump_does_not_queue_readers_behind_a_waiting_change() throws Exception {
        String database = server.create("", "CREATE TABLE quote (id int)");
        try (var _ = Snapshot.take(server.settings(database)); var other = server.connect(database); var statement = other.createStatement()) {
            statement.execute("SET lock_timeout = '60s'");
            var ddl = new FutureTask<>(() -> statement.execute("ALTER TABLE quote ADD COLUMN t text"));
            Thread.startVirtualThread(ddl);
            await().until(() -> "1".equals(server.ask(database, "SELECT count(*) FROM pg_locks WHERE NOT granted")));

            // somebody else's change waits for us and holds up everybody: it is seen, and named to whoever dumps
            assertThatThrownBy(() -> source.backUp(server.impatient(database), sink, context))
                    .hasMessageContaining("waits for the one on public.quote");
            statement.cancel();
            assertThatThrownBy(ddl::get).hasMessageContaining("canceling statement");
        }
    }

    @Test
    void a_session_that_the_server_ends_fails_the_dump() throws Exception {
        String database = server.create("", "CREATE TABLE big AS SELECT i, repeat(md5(i::text), 20) AS t FROM generate_series(1, 100000) i");
        var slow = new BlockingParts();
        var backup = new FutureTask<>(() -> source.backUp(server.settings(database), slow, context));
        Thread.startVirtualThread(backup);
        slow.awaitFirstByte();

        server.run("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database
                + "' AND application_name = 'keepwatch pg_dump'");
        slow.release();

        assertThatThrownBy(backup::get).cause().isInstanceOfSatisfying(SourceException.class, e -> {
            assertThat(e).hasMessageContaining("pg_dump ended with status 1");
            assertThat(e.hint()).isNotBlank();
        });
    }

    @Test
    void a_cancel_ends_the_program_and_gives_the_locks_back() throws Exception {
        String database = server.create("", "CREATE TABLE big AS SELECT i, repeat(md5(i::text), 20) AS t FROM generate_series(1, 100000) i");
        var slow = new BlockingParts();
        var backup = new FutureTask<>(() -> source.backUp(server.settings(database), slow, context));
        Thread.startVirtualThread(backup);
        slow.awaitFirstByte();

        context.cancelled = true;

        assertThatThrownBy(() -> backup.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        slow.release();
        await().untilAsserted(() -> assertThat(server.ask("postgres",
                "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database + "'")).isEqualTo("0"));
    }

    @Test
    void what_is_hidden_by_row_security_is_no_backup() throws Exception {
        String database = server.create("", "CREATE ROLE if_hidden LOGIN", "GRANT pg_read_all_data TO if_hidden",
                "CREATE TABLE secret (owner text)", "ALTER TABLE secret ENABLE ROW LEVEL SECURITY", "INSERT INTO secret VALUES ('x')");
        var settings = server.settings(database, "if_hidden", null);

        assertThat(source.check(settings)).anySatisfy(check -> {
            assertThat(check.status()).isEqualTo(Check.Status.RED);
            assertThat(check.fix()).contains("BYPASSRLS");
        });
        assertThatThrownBy(() -> source.backUp(settings, sink, context)).isInstanceOf(SourceException.class)
                .hasMessageContaining("row-level security");
        server.run("postgres", "ALTER ROLE if_hidden BYPASSRLS");
        assertThat(source.backUp(settings, sink, context).warnings()).anyMatch(warning -> warning.contains("without their passwords"));
    }

    @Test
    void a_table_that_may_not_be_read_is_told() throws Exception {
        String database = server.create("", "CREATE ROLE nobody_reads LOGIN", "CREATE TABLE secret (id int)");

        assertThatThrownBy(() -> source.backUp(server.settings(database, "nobody_reads", null), sink, context))
                .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.hint()).contains("pg_read_all_data"))
                .hasMessageContaining("permission denied for table secret");
    }

    @Test
    void a_server_that_is_away_and_a_database_that_vanished_are_told_apart() throws Exception {
        assertThatThrownBy(() -> source.backUp(server.settings("vanished"), sink, context))
                .hasMessageContaining("database \"vanished\" does not exist");
        assertThatThrownBy(() -> source.backUp(server.away(), sink, context)).hasMessageContaining("refused");
    }

    @Test
    void the_password_is_on_no_command_line_and_in_no_log() throws Exception {
        String database = server.create("", "CREATE TABLE big AS SELECT i, repeat(md5(i::text), 20) AS t FROM generate_series(1, 50000) i");
        var slow = new BlockingParts();
        var backup = new FutureTask<>(() -> source.backUp(server.settings(database, "postgres", "hunter2"), slow, context));
        Thread.startVirtualThread(backup);
        slow.awaitFirstByte();

        assertThat(ProcessHandle.current().descendants().map(process -> String.join(" ", process.info().arguments().orElse(new String[0]))))
                .anyMatch(line -> line.contains("--snapshot=")).noneMatch(line -> line.contains("hunter2"));
        slow.release();
        backup.get();
        assertThat(context.log).noneMatch(line -> line.contains("hunter2"));
    }
}
