package io.keepwatch.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.catalog.StoredCopy;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.run.BackupBench;
import io.keepwatch.backup.run.FileSource;
import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Ends a real process at named writes, and lets another take over; [HaltedTest] does so at every one, without a process for each.
@ExtendWith(PostgresExtension.class)
class KilledTest {

    private static final String GOOD = "the rows of yesterday, ".repeat(100);
    private static final String BAD = "the rows after the accident";
    private static final boolean LONG = Boolean.getBoolean("keepwatch.test.long");

    private final PostgresServer postgres;

    @TempDir
    Path folder;

    KilledTest(PostgresServer postgres) {
        this.postgres = postgres;
    }

    static Stream<String> writesOfABackup() {
        return LONG
                ? thrice("a create .json", "a write database.dump", "b commit database.dump", "a committed database.dump",
                        "b committed globals.sql", "a commit manifest.json", "a committed manifest.json", "b commit manifest.json",
                        "b committed manifest.json", "b delete .json")
                : Stream.of("a write database.dump", "a committed manifest.json", "b committed manifest.json");
    }

    static Stream<String> writesOfARestore() {
        return LONG
                ? thrice("file load", "file loaded", "file verify", "file swap", "file swapped")
                : Stream.of("file loaded", "file swap");
    }

    private static Stream<String> thrice(String... writes) {
        return Stream.of(writes).flatMap(write -> Stream.of(write, write, write));
    }

    @ParameterizedTest
    @MethodSource("writesOfABackup")
    void no_backup_is_listed_that_cannot_be_restored_and_the_run_is_brought_to_its_end(String write) throws Exception {
        String url = migrated();
        Files.createDirectory(folder.resolve("server"));
        Files.writeString(folder.resolve("server/quotes"), GOOD);

        assertThat(child(url, "backup", write)).isEqualTo(KilledKeepwatch.HALTED);

        try (var heir = heir(url)) {
            Run run = heir.journal.recent(EnumSet.of(Run.Kind.BACKUP), null, 1).getFirst();
            assertThat(heir.ended(run.id()).phase()).isEqualTo(Phase.COMPLETED);
            assertThat(heir.journal.log(run.id())).anyMatch(line -> line.text().startsWith("Taken over from test-"));
            for (Backup backup : heir.catalog.list(null)) {
                assertThat(backup.isGood()).isTrue();
                assertThat(backup.copies()).hasSize(2).allMatch(copy -> copy.state() == Backup.Copy.State.STORED);
                for (Backup.Copy copy : backup.copies()) {
                    assertWhole(copy);
                }
            }
            assertThat(heir.catalog.list(null)).hasSize(1);
        }
        try (Stream<Path> left = Files.walk(folder.resolve("a"))) {
            assertThat(left.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
                    .contains("database.dump", "globals.sql", "manifest.json").noneMatch(name -> name.startsWith("intent-"));
        }
    }

    @ParameterizedTest
    @MethodSource("writesOfARestore")
    void the_live_database_is_whole_at_every_moment_and_the_restore_is_brought_to_its_end(String write) throws Exception {
        String url = migrated();
        Files.createDirectory(folder.resolve("server"));
        Path live = Files.writeString(folder.resolve("server/quotes"), GOOD);
        String backup;
        try (var before = heir(url)) {
            backup = before.backUp().backupId();
        }
        Files.writeString(live, BAD);

        assertThat(child(url, backup, write)).isEqualTo(KilledKeepwatch.HALTED);

        assertThat(Files.readString(live)).isIn(GOOD, BAD);
        try (var heir = heir(url)) {
            Run run = heir.journal.recent(EnumSet.of(Run.Kind.RESTORE), null, 1).getFirst();
            assertThat(heir.ended(run.id()).phase()).isEqualTo(Phase.COMPLETED);
        }
        assertThat(Files.readString(live)).isEqualTo(GOOD);
    }

    private void assertWhole(Backup.Copy copy) throws IOException {
        try (var store = KilledKeepwatch.book(folder, new FileSource(), (_, _) -> {}).open(copy.target())) {
            var stored = new StoredCopy(store, copy.target(), copy.path());
            for (Manifest.Part part : stored.manifest().orElseThrow().parts()) {
                assertThat(stored.compare(part)).isEqualTo(Optional.empty());
            }
        }
    }

    private BackupBench heir(String url) {
        var source = new FileSource();
        var book = KilledKeepwatch.book(folder, source, (_, _) -> {});
        return new BackupBench(new DriverManagerDataSource(url, "postgres", ""), book, Clock.systemUTC(), KilledKeepwatch.LEASE,
                catalog -> new RestoreRunner(book, catalog, Clock.systemUTC()));
    }

    private String migrated() {
        String url = postgres.newDatabase();
        Flyway.configure().dataSource(url, "postgres", "").locations("classpath:db/migration").load().migrate();
        return url;
    }

    private int child(String url, String what, String write) throws Exception {
        try (var children = new ChildProcesses(folder.resolve("run"))) {
            var child = children.start(new ProcessSpec("killed", List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                    "-cp", System.getProperty("java.class.path"), KilledKeepwatch.class.getName(), url, folder.toString(), what, write),
                    Map.of(), folder, System.out::println));
            return child.onExit().get(60, TimeUnit.SECONDS);
        }
    }
}
