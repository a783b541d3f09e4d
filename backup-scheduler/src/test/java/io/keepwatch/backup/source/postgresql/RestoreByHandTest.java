package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.manifest.ManifestJson;
import io.keepwatch.backup.source.MemoryParts;
import io.keepwatch.backup.source.RecordingContext;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Follows `docs/backup/restore-by-hand.md`: runs its commands as they stand there.
@ExtendWith(SourceExtension.class)
class RestoreByHandTest {

    private static final Path PAGE = Path.of("../docs/backup/restore-by-hand.md");
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    private final TestServer server;
    private final PostgresqlSource source;
    private final ChildProcesses children;
    private final List<String> output = new CopyOnWriteArrayList<>();

    RestoreByHandTest(TestServer server, PostgresqlSource source, ChildProcesses children) {
        this.server = server;
        this.source = source;
        this.children = children;
    }

    @Test
    void the_commands_of_the_page_restore_what_keepwatch_backed_up() throws Exception {
        String database = backUp();
        server.run(database, "DROP TABLE quote");

        assertThat(follow(database)).as(String.join("\n", output)).isEqualTo(0);

        assertThat(server.ask(database, "SELECT count(*) FROM \"Quote's\"")).isEqualTo("1000");
        assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo("3");
        assertThat(server.ask("postgres", "SELECT datallowconn FROM pg_database WHERE datname = '" + database + "_before'")).isEqualTo("f");
    }

    @Test
    void a_flipped_bit_stops_them_at_the_first_look() throws Exception {
        String database = backUp();
        byte[] archive = Files.readAllBytes(directory.resolve("database.dump"));
        archive[archive.length / 2] ^= 1;
        Files.write(directory.resolve("database.dump"), archive);

        assertThat(follow(database)).isNotEqualTo(0);

        assertThat(output).contains("database.dump: FAILED").last().asString().contains("did NOT match");
    }

    private String backUp() throws Exception {
        String database = server.create("", "CREATE TABLE quote AS SELECT i FROM generate_series(1, 3) i",
                "CREATE TABLE \"Quote's\" AS SELECT i FROM generate_series(1, 1000) i", "SELECT lo_from_bytea(0, 'large')");
        var parts = new MemoryParts();
        var settings = server.settings(database);
        var facts = source.backUp(settings, parts, new RecordingContext());
        for (String part : parts.names()) {
            Files.write(directory.resolve(part), parts.bytes(part));
        }
        Files.write(directory.resolve("manifest.json"), ManifestJson.write(parts.manifest("postgresql", source.database(settings), facts)));
        return database;
    }

    private int follow(String database) throws Exception {
        String commands = COMMANDS.matcher(Files.readString(PAGE)).results().map(block -> block.group(1)).collect(Collectors.joining("\n"));
        String programs = new Clients(children, Clients::usualFolders).newest().folder().toString();
        return children.start(new ProcessSpec("by-hand", List.of("bash", "-euo", "pipefail", "-c", commands),
                        Map.of("BACKUP", directory.toString(), "DATABASE", database, "PGPORT", Integer.toString(server.port()),
                                "PATH", programs + ":" + System.getenv("PATH"), "LC_ALL", "C.UTF-8"),
                        directory, output::add).endedBy(ProcessSpec.Ending.TERMINATE))
                .onExit().get(60, TimeUnit.SECONDS);
    }
}
