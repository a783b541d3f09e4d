package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.catalog.StoredCopy;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.MemoryParts;
import io.keepwatch.backup.source.PartReader;
import io.keepwatch.backup.source.RecordingContext;
import io.keepwatch.backup.source.RestoreTarget;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.source.SourceFacts;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepResult;
import io.keepwatch.backup.target.filesystem.FolderStore;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What was measured of pg_dump and pg_restore, and programs that fail in each way a program can.
@ExtendWith(SourceExtension.class)
class PostgresqlFaultsTest {

    private static final Instant AT = Instant.parse("2026-11-21T02:03:04Z");

    @TempDir
    Path directory;

    private final TestServer server;
    private final PostgresqlSource source;
    private final ChildProcesses children;
    private final Client real;
    private final RecordingContext context = new RecordingContext();
    private final MemoryParts parts = new MemoryParts();

    PostgresqlFaultsTest(TestServer server, PostgresqlSource source, ChildProcesses children) throws Exception {
        this.server = server;
        this.source = source;
        this.children = children;
        this.real = new Clients(children, Clients::usualFolders).newest();
    }

    @Test
    void the_list_of_an_archive_proves_nothing_and_the_full_read_does() throws Exception {
        byte[] archive = archive();
        for (int percent : List.of(90, 50, 10)) {
            byte[] cut = Arrays.copyOf(archive, archive.length * percent / 100);
            assertThat(list(cut)).as("pg_restore --list of %s %%", percent).isEqualTo(0);
            assertRefused(cut, "end of file");
        }
        assertRefused(Arrays.copyOf(archive, archive.length - 1), "end of file");
        assertThat(list(new byte[0])).isEqualTo(1);
        assertRefused(new byte[0], "too short");
    }

    @Test
    void a_flipped_bit_in_the_rows_is_found_by_the_full_read_alone() throws Exception {
        byte[] archive = archive();
        archive[archive.length / 2] ^= 4;

        assertThat(list(archive)).isEqualTo(0);
        assertRefused(archive, "");
    }

    @Test
    void a_flipped_bit_in_rows_that_are_not_compressed_is_found_by_our_checksum_alone() throws Exception {
        Path stored = Files.createDirectories(directory.resolve("target/v1/b")).resolve("database.dump");
        assertThat(run(real.program("pg_dump"), "--format=custom", "--compress=0", "--file=" + stored, server.url("").replace("jdbc:", "")
                + big() + "?user=postgres")).isEqualTo(0);
        byte[] archive = Files.readAllBytes(stored);
        var part = new Manifest.Part("database.dump", archive.length, sha256(archive), archive.length, sha256(archive), "none", null);
        archive[archive.length / 2] ^= 1;
        Files.write(stored, archive);

        source.readToEnd("database.dump", new ByteArrayInputStream(archive), context);
        try (var store = FolderStore.open(directory.resolve("target"))) {
            assertThat(new StoredCopy(store, "t", "v1/b").compare(part)).get().asString().contains("its checksum differs from the manifest's");
        }
    }

    @Test
    void the_stored_archive_is_restored_in_parallel_from_a_file_and_not_from_a_stream() throws Exception {
        Path file = Files.write(directory.resolve("database.dump"), archive());
        String empty = server.create("");
        String connection = "--dbname=" + server.url(empty).replace("jdbc:", "") + "?user=postgres";

        assertThat(run("sh", "-c", "exec " + real.program("pg_restore") + " --jobs=4 '" + connection + "' < " + file)).isEqualTo(1);
        assertThat(run(real.program("pg_restore"), "--jobs=4", connection, file.toString())).isEqualTo(0);
        assertThat(server.ask(empty, "SELECT count(*) FROM big")).isEqualTo("60000");
    }

    @Test
    void a_killed_pg_dump_is_no_backup() throws Exception {
        String database = big();
        var slow = new BlockingParts();
        var backup = new FutureTask<>(() -> source.backUp(server.settings(database), slow, context));
        Thread.startVirtualThread(backup);
        slow.awaitFirstByte();

        ProcessHandle.current().descendants()
                .filter(process -> String.join(" ", process.info().arguments().orElse(new String[0])).contains("dbname='" + database + "'"))
                .forEach(ProcessHandle::destroyForcibly);
        slow.release();

        assertThatThrownBy(() -> backup.get(60, TimeUnit.SECONDS)).cause().isInstanceOfSatisfying(SourceException.class, e -> {
            assertThat(e).hasMessageContaining("pg_dump ended with status 137");
            assertThat(e.hint()).contains("killed");
        });
    }

    @Test
    void a_program_that_ends_well_with_nothing_or_with_nonsense_is_no_backup() throws Exception {
        assertThatThrownBy(() -> backUpWith("exit 0")).hasMessageContaining("pg_dump ended well, but gave nothing");
        assertThatThrownBy(() -> backUpWith("echo '-- a text'; exit 0")).hasMessageContaining("what it gave is no archive");
    }

    @Test
    void bytes_do_not_make_up_for_a_failure() {
        assertThatThrownBy(() -> backUpWith("printf PGDMP; head -c 100000 /dev/zero; echo 'pg_dump: error: disk on fire' >&2; exit 1"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("ended with status 1 after 100005 bytes: pg_dump: error: disk on fire");
    }

    @Test
    void a_warning_is_kept_and_fails_nothing() throws Exception {
        SourceFacts facts = backUpWith("echo 'pg_dump: warning: could not resolve dependency loop' >&2; exec " + real.program("pg_dump") + " \"$@\"");

        assertThat(facts.warnings()).contains("pg_dump: warning: could not resolve dependency loop");
        assertThat(context.log).contains("pg_dump: warning: could not resolve dependency loop");
    }

    @Test
    void a_build_without_zstd_dumps_with_gzip() throws Exception {
        Path folder = install("16.15", "case \"$*\" in *zstd*) echo 'pg_dump: error: this build does not support compression with zstd' >&2;"
                + " exit 1;; esac; exec " + real.program("pg_dump") + " \"$@\"");
        var settings = server.settings(server.create("", "CREATE TABLE quote AS SELECT 1 AS id"));

        new PostgresqlSource(children, new Clients(children, () -> List.of(folder))).backUp(settings, parts, context);

        source.readToEnd("database.dump", parts.open("database.dump"), context);
    }

    @Test
    void a_password_in_what_a_program_says_is_taken_out() {
        Path folder = install("15.19", "echo \"pg_dump: error: connection as $PGPASSWORD failed\" >&2; exit 1");
        var faulty = new PostgresqlSource(children, new Clients(children, () -> List.of(folder)));

        assertThatThrownBy(() -> faulty.backUp(server.settings("postgres", "postgres", "hunter2"), parts, context))
                .hasMessageContaining("connection as *** failed");
        assertThat(context.log).contains("pg_dump: error: connection as *** failed");
    }

    @Test
    void safe_clients_are_green_and_unsafe_ones_amber_for_a_dump_and_red_for_a_restore() throws Exception {
        String database = server.create("", "CREATE TABLE quote AS SELECT 1 AS id");
        var settings = server.strict(database);
        var safe = new PostgresqlSource(children, new Clients(children, () -> List.of(delegating("15.19"))));
        var unsafe = new PostgresqlSource(children, new Clients(children, () -> List.of(delegating("15.18"))));
        Manifest manifest = parts.manifest("postgresql", safe.database(settings), safe.backUp(settings, parts, context));
        var target = new RestoreTarget(Mode.SWAP, database, "r", AT);

        assertThat(status(safe.check(settings), "client")).isEqualTo(Check.Status.GREEN);
        assertThat(status(unsafe.check(settings), "client")).isEqualTo(Check.Status.AMBER);
        assertThat(status(safe.preflight(settings, manifest, target), "client")).isEqualTo(Check.Status.GREEN);
        assertThat(status(unsafe.preflight(settings, manifest, target), "client")).isEqualTo(Check.Status.RED);
        assertThat(status(unsafe.preflight(server.settings(database), manifest, target), "client")).isEqualTo(Check.Status.AMBER);
        run(safe.restoreSteps(settings, manifest, target, parts));
        var second = new RestoreTarget(Mode.SWAP, database, "r", AT.plusSeconds(1));
        assertThatThrownBy(() -> run(unsafe.restoreSteps(settings, manifest, second, parts))).hasMessageContaining("CVE-2025-8714");
    }

    @Test
    void a_client_older_than_the_server_is_refused_before_anything_is_begun() throws Exception {
        Path folder = install("12.22", "exit 0");
        var old = new PostgresqlSource(children, new Clients(children, () -> List.of(folder)));
        var settings = server.settings(server.create(""));

        assertThat(status(old.check(settings), "client")).isEqualTo(Check.Status.RED);
        assertThatThrownBy(() -> old.backUp(settings, parts, context)).hasMessageContaining("the newest client programs are those of PostgreSQL 12.22");
        assertThat(parts.names()).isEmpty();
    }

    @Test
    void a_missing_role_ends_the_load_at_once() throws Exception {
        String database = server.create("", "CREATE ROLE lost_owner", "CREATE TABLE quote AS SELECT 1 AS id", "ALTER TABLE quote OWNER TO lost_owner");
        Manifest manifest = manifest(database);
        server.run(database, "DROP TABLE quote", "DROP ROLE lost_owner");
        var facts = new ConcurrentHashMap<String, String>();
        List<Step> steps = source.restoreSteps(server.settings(database), manifest, new RestoreTarget(Mode.SWAP, database, "r", AT), parts);
        steps.get(1).run(new RecordingContext(facts));

        assertThatThrownBy(() -> steps.get(2).run(new RecordingContext(facts)))
                .hasMessageContaining("pg_restore ended with status 1").hasMessageContaining("role \"lost_owner\" does not exist");

        // with the step that creates roles it goes through, and the cancel takes the role away again
        steps.get(0).run(new RecordingContext(facts));
        assertThat(steps.get(2).run(new RecordingContext(facts))).isEqualTo(StepResult.DONE);
        for (Step step : steps.reversed()) {
            step.undo(new RecordingContext(facts));
        }
        assertThat(server.ask("postgres", "SELECT count(*) FROM pg_roles WHERE rolname = 'lost_owner'")).isEqualTo("0");
    }

    @Test
    void sessions_that_may_not_be_ended_fail_the_swap_and_the_live_one_is_open_again() throws Exception {
        server.run("postgres", "CREATE ROLE weak LOGIN CREATEDB", "CREATE ROLE visitor LOGIN", "GRANT pg_read_all_data TO weak");
        String database = server.create("OWNER weak");
        server.run(database, "SET ROLE weak", "CREATE TABLE quote AS SELECT 1 AS id");
        var settings = server.settings(database, "weak", null);
        Manifest manifest = parts.manifest("postgresql", source.database(settings), source.backUp(settings, parts, context));
        try (var visitor = DriverManager.getConnection(server.url(database), "visitor", "")) {
            var target = new RestoreTarget(Mode.SWAP, database, "r", AT);
            assertThat(status(source.preflight(settings, manifest, target), "rights")).isEqualTo(Check.Status.RED);

            assertThatThrownBy(() -> run(source.restoreSteps(settings, manifest, target, parts)))
                    .isInstanceOf(SourceException.class).hasMessageContaining("must be a member of the role");
            assertThat(visitor.isValid(5)).isTrue();
        }
        assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo("1");
    }

    @Test
    void a_restore_that_is_cancelled_during_the_load_ends_pg_restore() throws Exception {
        String database = big();
        Manifest manifest = manifest(database);
        var facts = new ConcurrentHashMap<String, String>();
        var halfway = new CountDownLatch(1);
        PartReader neverEnding = name -> new SequenceInputStream(new ByteArrayInputStream(parts.bytes(name), 0, parts.bytes(name).length / 2),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        halfway.countDown();
                        try {
                            new CountDownLatch(1).await();
                            return -1;
                        } catch (InterruptedException _) {
                            throw new InterruptedIOException();
                        }
                    }
                });
        List<Step> steps = source.restoreSteps(
                server.settings(database), manifest, new RestoreTarget(Mode.SWAP, database, "r", AT), neverEnding);
        steps.get(1).run(new RecordingContext(facts));
        var running = new RecordingContext(facts);
        var load = new FutureTask<>(() -> steps.get(2).run(running));
        Thread.startVirtualThread(load);
        assertThat(halfway.await(60, TimeUnit.SECONDS)).isTrue();

        running.cancelled = true;

        assertThatThrownBy(() -> load.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(ProcessHandle.current().descendants().map(process -> process.info().command().orElse("")))
                .noneMatch(program -> program.endsWith("pg_restore"));
        steps.get(1).undo(new RecordingContext(facts));
        assertThat(server.ask("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '" + database + "%'")).isEqualTo("1");
    }

    private SourceFacts backUpWith(String script) throws Exception {
        Path folder = install("15.19", script);
        return new PostgresqlSource(children, new Clients(children, () -> List.of(folder)))
                .backUp(server.settings(server.create("", "CREATE TABLE quote AS SELECT 1 AS id")), parts, context);
    }

    private Path delegating(String version) {
        return install(version, "exec " + real.program("pg_dump") + " \"$@\"");
    }

    /// A folder of programs that say they are of a version; the other two are the real ones.
    private Path install(String version, String pgDump) {
        try {
            Path folder = Files.createDirectories(directory.resolve("programs-" + version));
            script(folder.resolve("pg_dump"), "[ \"$1\" = --version ] && { echo 'pg_dump (PostgreSQL) " + version + "'; exit 0; }\n" + pgDump);
            for (String program : List.of("pg_dumpall", "pg_restore")) {
                script(folder.resolve(program), "exec " + real.program(program) + " \"$@\"");
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void script(Path program, String text) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int list(byte[] archive) throws Exception {
        Path file = Files.write(directory.resolve("list.dump"), archive);
        return run(real.program("pg_restore"), "--list", file.toString());
    }

    private int run(String... command) throws Exception {
        return children.start(new ProcessSpec("program", List.of(command), Map.of(), directory, context::log)
                .endedBy(ProcessSpec.Ending.TERMINATE)).onExit().get(60, TimeUnit.SECONDS);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private void assertRefused(byte[] archive, String why) {
        assertThatThrownBy(() -> source.readToEnd("database.dump", new ByteArrayInputStream(archive), context))
                .isInstanceOf(SourceException.class).hasMessageContaining("pg_restore ended with status 1").hasMessageContaining(why);
    }

    private byte[] archive() throws Exception {
        manifest(big());
        return parts.bytes("database.dump");
    }

    private String big() throws Exception {
        return server.create("", "CREATE TABLE big AS SELECT i, md5(i::text) || md5((i + 1)::text) AS t FROM generate_series(1, 60000) i");
    }

    private Manifest manifest(String database) throws Exception {
        var settings = server.settings(database);
        return parts.manifest("postgresql", source.database(settings), source.backUp(settings, parts, context));
    }

    private static Check.Status status(List<Check> checks, String name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow().status();
    }

    private static void run(List<Step> steps) throws Exception {
        var facts = new ConcurrentHashMap<String, String>();
        for (Step step : steps) {
            assertThat(step.run(new RecordingContext(facts))).as(step.name()).isEqualTo(StepResult.DONE);
        }
    }
}
