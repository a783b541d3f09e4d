package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import io.keepwatch.process.ChildProcesses;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class PostgresqlDumpTest {

    @TempDir
    Path directory;

    private final TestServer server;
    private final TestContext context = new TestContext();
    private final MemorySink sink = new MemorySink();
    private ChildProcesses children;
    private PostgresqlSource source;

    PostgresqlDumpTest(PostgresServer server) {
        this.server = new TestServer(server);
    }

    @BeforeEach
    void create() {
        children = new ChildProcesses(directory.resolve("run"));
        source = new PostgresqlSource(children);
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void streams_a_whole_archive_and_the_globals_and_counts_in_the_snapshot() throws Exception {
        String database = server.create("", "CREATE TABLE quote (id int PRIMARY KEY, text text)",
                "INSERT INTO quote SELECT i, 'quote ' || i FROM generate_series(1, 1000) i");

        var facts = source.backUp(server.settings(database), sink, context);

        assertThat(sink.parts).containsOnlyKeys("database.dump", "globals.sql");
        assertThat(Arrays.copyOf(sink.parts.get("database.dump"), 5)).isEqualTo("PGDMP".getBytes(StandardCharsets.US_ASCII));
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
}
