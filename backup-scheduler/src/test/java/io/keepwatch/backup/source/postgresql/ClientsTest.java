package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.backup.source.SourceException;
import io.keepwatch.process.ChildProcesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsTest {

    @TempDir
    Path directory;

    private final List<Path> folders = new ArrayList<>();
    private ChildProcesses children;
    private Clients clients;

    @BeforeEach
    void create() {
        children = new ChildProcesses(directory.resolve("run"));
        clients = new Clients(children, () -> folders);
    }

    @AfterEach
    void close() {
        children.close();
    }

    /// Server, the clients there are, the one that is picked.
    @ParameterizedTest
    @CsvSource({
        "15, 15.18, 15.18",
        "15, 14.24 15.18 16.15 17.11, 15.18",
        "15, 16.15 17.11, 16.15",
        "15, 15.18 15.19, 15.19",
        "17, 15.18 17beta2 18.6, 17.0",
    })
    void picks_the_servers_own_major_version_or_the_next(int server, String installed, String picked) throws Exception {
        install(installed.split(" "));

        assertThat(clients.forDump(new PostgresqlVersion(server, 3)).version()).hasToString(picked);
    }

    @Test
    void an_older_client_is_refused_before_anything_is_begun() throws Exception {
        install("14.24", "15.18");

        assertThatThrownBy(() -> clients.forDump(new PostgresqlVersion(16, 2)))
                .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.hint()).isEqualTo("Install postgresql-client-16 or newer"))
                .hasMessage("Cannot dump a server of PostgreSQL 16.2: the newest client programs are those of PostgreSQL 15.18");
        assertThatThrownBy(() -> clients.forRestore(17, new PostgresqlVersion(15, 2))).isInstanceOf(SourceException.class)
                .hasMessageContaining("archive of PostgreSQL 17");
    }

    @Test
    void no_client_at_all_is_told() {
        assertThatThrownBy(() -> clients.forDump(new PostgresqlVersion(16, 2))).isInstanceOf(SourceException.class)
                .hasMessageContaining("pg_dump, pg_dumpall and pg_restore are not installed");
    }

    @Test
    void a_client_that_was_upgraded_is_asked_again() throws Exception {
        Path folder = install("15.18").getFirst();
        assertThat(clients.newest().version()).hasToString("15.18");

        script(folder.resolve("pg_dump"), "15.19");
        Files.setLastModifiedTime(folder.resolve("pg_dump"), FileTime.from(Instant.now().plusSeconds(10)));

        assertThat(clients.newest().version()).hasToString("15.19");
    }

    @ParameterizedTest
    @CsvSource({
        "14.23, false", "14.24, true", "15.18, false", "15.19, true", "16.14, false", "16.15, true", "17.10, false", "17.11, true",
        "18.5, false", "18.6, true", "18.7, true", "19.0, true", "13.23, false", "9.6, false",
    })
    void knows_the_first_safe_minor_of_each_major(String version, boolean safe) {
        assertThat(PostgresqlVersion.ofProgram("pg_dump (PostgreSQL) " + version + " (Debian)").orElseThrow().isSafe()).isEqualTo(safe);
    }

    private List<Path> install(String... versions) throws Exception {
        for (String version : versions) {
            Path folder = Files.createDirectories(directory.resolve(version));
            for (String program : List.of("pg_dump", "pg_dumpall", "pg_restore")) {
                script(folder.resolve(program), version);
            }
            folders.add(folder);
        }
        return folders;
    }

    private static void script(Path program, String version) throws Exception {
        Files.writeString(program, "#!/bin/sh\necho 'pg_dump (PostgreSQL) " + version + " (Debian " + version + "-1)'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
