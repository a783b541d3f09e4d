package io.keepwatch.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.access.Actor;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.RestoreRequest;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.catalog.StoredCopy;
import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.plan.RetentionPolicy;
import io.keepwatch.backup.retention.RetentionBench;
import io.keepwatch.backup.run.BackupBench;
import io.keepwatch.backup.run.FaultyStore;
import io.keepwatch.backup.run.FileSource;
import io.keepwatch.backup.run.Mortal;
import io.keepwatch.backup.run.TestBook;
import io.keepwatch.backup.step.NewRun;
import io.keepwatch.backup.step.RunIds;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.filesystem.FolderStore;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Ends the process before each of its writes in turn, to the targets, the source and the journal, and lets another take over. Before
/// and after that no backup is listed as good that cannot be restored, none that is good is lost, and the live database is whole.
/// It mostly waits, beside all other tests.
@OnBothDatabases
@Execution(ExecutionMode.CONCURRENT)
class HaltedTest {

    private static final String GOOD = "the rows of yesterday, ".repeat(100);
    private static final String BAD = "the rows after the accident";
    private static final int TIMES = Boolean.getBoolean("keepwatch.test.long") ? 3 : 1;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final List<String> TARGETS = List.of("a", "b");
    private static final RetentionPolicy ONE_DAILY = new RetentionPolicy(Duration.ofHours(24), 1, 0, 0, Duration.ofHours(24));

    private final TestDatabase database;
    private Path folder;

    @TempDir
    Path parent;

    HaltedTest(TestDatabase.Maker maker) {
        database = maker.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// One process, wired as in production.
    private final class Keepwatch implements AutoCloseable {

        final Mortal mortal;
        final BackupBench bench;
        final JournaledRestores restores;

        Keepwatch(int lastWrite) {
            mortal = new Mortal(lastWrite);
            var clock = Clock.systemUTC();
            var source = new FileSource();
            source.atStep = moment -> mortal.before("file " + moment);
            var book = new TestBook(source, new FileSource.Settings(folder.resolve("server"), "quotes")).keeping(ONE_DAILY);
            TARGETS.forEach(target -> book.with(target, () -> new FaultyStore(store(target), mortal.at(target))));
            bench = new BackupBench(mortal.database(database.dataSource()), book, clock, Duration.ofHours(1),
                    catalog -> new RestoreRunner(book, catalog, clock),
                    catalog -> RetentionBench.work(book, catalog, new RunJournal(database.jdbc()), clock));
            restores = new JournaledRestores(bench.runner, bench.journal, new DryRun(new RestoreRunner(book, bench.catalog, clock), book, clock),
                    bench.catalog, book, bench.audit, clock);
        }

        Run latest(Run.Kind kind) {
            return bench.journal.recent(EnumSet.of(kind), null, 1).getFirst();
        }

        @Override
        public void close() {
            bench.close();
        }
    }

    @Test
    void a_backup_that_is_halted_is_brought_to_its_end_and_never_listed_before() throws IOException {
        haltedEverywhere(Run.Kind.BACKUP, _ -> {}, keepwatch -> keepwatch.bench.startBackup(), keepwatch -> {
            List<Backup> listed = keepwatch.bench.catalog.list(null);
            assertThat(listed).hasSize(1).allMatch(Backup::isGood);
            assertThat(listed.getFirst().copies()).hasSize(2).allMatch(copy -> copy.state() == Backup.Copy.State.STORED);
            assertThat(objects()).hasSize(6).noneMatch(key -> key.contains("intent-"));
        });
    }

    @Test
    void a_restore_that_is_halted_swaps_in_the_end() throws IOException {
        haltedEverywhere(Run.Kind.RESTORE, this::accident, this::swap, keepwatch -> assertThat(live()).isEqualTo(GOOD));
    }

    @Test
    void an_undo_that_is_halted_swaps_back_in_the_end() throws IOException {
        haltedEverywhere(Run.Kind.RESTORE, keepwatch -> {
            accident(keepwatch);
            keepwatch.bench.ended(swap(keepwatch));
        }, keepwatch -> {
            keepwatch.restores.undo(keepwatch.latest(Run.Kind.RESTORE).id(), Actor.SYSTEM);
            return keepwatch.latest(Run.Kind.RESTORE).id();
        }, keepwatch -> assertThat(live()).isEqualTo(BAD));
    }

    @Test
    void a_clean_up_that_is_halted_drops_the_old_one_in_the_end() throws IOException {
        haltedEverywhere(Run.Kind.RESTORE, keepwatch -> {
            accident(keepwatch);
            keepwatch.bench.ended(swap(keepwatch));
            database.jdbc().sql("update backup_run set completed_at = completed_at - interval '8' day where kind = 'RESTORE'").update();
        }, keepwatch -> {
            keepwatch.restores.cleanUp();
            return keepwatch.latest(Run.Kind.RESTORE).id();
        }, keepwatch -> {
            assertThat(live()).isEqualTo(GOOD);
            assertThat(files(folder.resolve("server"))).containsExactly("quotes");
        });
    }

    @Test
    void a_retention_that_is_halted_deletes_what_is_due_and_nothing_else() throws IOException {
        var due = new ArrayList<String>();
        haltedEverywhere(Run.Kind.RETENTION, keepwatch -> {
            String old = keepwatch.bench.backUp().backupId();
            String older = keepwatch.bench.backUp().backupId();
            String newest = keepwatch.bench.backUp().backupId();
            age(old, 9);
            age(older, 10);
            database.jdbc().sql("update backup set delete_after = started_at where id = :id").param("id", older).update();
            due.clear();
            due.addAll(List.of(newest, old, older));
        }, keepwatch -> {
            Instant now = Instant.now();
            return keepwatch.bench.runner.start(new NewRun(RunIds.next(now), Run.Kind.RETENTION, TestBook.PLAN, "retention " + now, "retention",
                    "retention/quotes", null, "{}")).orElseThrow();
        }, keepwatch -> {
            assertThat(keepwatch.bench.catalog.list(null)).extracting(Backup::id).containsExactly(due.get(0), due.get(1));
            assertThat(keepwatch.bench.catalog.find(due.get(0)).orElseThrow().isGood()).isTrue();
            assertThat(keepwatch.bench.catalog.find(due.get(1)).orElseThrow().deleteAfter()).isNotNull();
            assertThat(objects()).hasSize(12).noneMatch(key -> key.contains(due.get(2)));
        });
    }

    private interface Start {
        String start(Keepwatch keepwatch);
    }

    private void haltedEverywhere(Run.Kind kind, Consumer<Keepwatch> before, Start start, Consumer<Keepwatch> after) throws IOException {
        for (int write = 1; ; write++) {
            int runs = prepare(write, before);
            String last = halted(write, start);
            if (last == null) {
                System.out.printf("HaltedTest: a process was halted %d times before each of the %d writes of a %s%n", TIMES, write - 1, kind);
                assertThat(write).as("writes of this run").isGreaterThan(5);
                return;
            }
            String at = "halted before its write " + last;
            assertWhole(at);
            try (var heir = new Keepwatch(NEVER)) {
                if (runs(heir) > runs) { // else it ended before anything was asked of it
                    Run run = heir.bench.ended(heir.latest(kind).id());
                    assertThat(run.phase()).as(at + ": " + run.problem()).isEqualTo(Phase.COMPLETED);
                    assertWhole(at);
                    after.accept(heir);
                }
            }
        }
    }

    /// @return the write before which the process ended; null when it made fewer
    private String halted(int write, Start start) {
        String last = null;
        for (int time = 0; time < TIMES; time++) {
            try (var keepwatch = new Keepwatch(write)) {
                try {
                    Optional<Run> open = keepwatch.bench.journal.active().stream().findFirst();
                    String id = open.isPresent() ? open.get().id() : start.start(keepwatch);
                    await().atMost(Duration.ofSeconds(60)).until(() -> keepwatch.mortal.isDead()
                            || new RunJournal(database.jdbc()).find(id).orElseThrow().phase().isEnd());
                } catch (RuntimeException e) { // from wherever it was when the other thread died
                    if (!keepwatch.mortal.isDead()) {
                        throw e;
                    }
                }
                if (!keepwatch.mortal.isDead()) {
                    return last;
                }
                last = keepwatch.mortal.lastWrite();
            }
            database.jdbc().sql("update lease set until = current_timestamp - interval '1' second").update();
        }
        return last;
    }

    /// @return how many runs there have been
    private int prepare(int write, Consumer<Keepwatch> before) throws IOException {
        folder = Files.createDirectory(parent.resolve("write-" + write));
        Files.createDirectory(folder.resolve("server"));
        Files.writeString(folder.resolve("server/quotes"), GOOD);
        for (String table : List.of("backup_run", "backup", "lease")) {
            database.jdbc().sql("delete from " + table).update();
        }
        try (var keepwatch = new Keepwatch(NEVER)) {
            before.accept(keepwatch);
            return runs(keepwatch);
        }
    }

    private static int runs(Keepwatch keepwatch) {
        return keepwatch.bench.journal.recent(EnumSet.allOf(Run.Kind.class), null, 100).size();
    }

    private void accident(Keepwatch keepwatch) {
        assertThat(keepwatch.bench.backUp().phase()).isEqualTo(Phase.COMPLETED);
        try {
            Files.writeString(folder.resolve("server/quotes"), BAD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String swap(Keepwatch keepwatch) {
        String backup = keepwatch.bench.catalog.list(null).getFirst().id();
        var asked = new RestoreRequest(backup, Mode.SWAP, null, null, "quotes", null, null);
        String hash = keepwatch.restores.dryRun(asked).planHash();
        return keepwatch.restores.start(new RestoreRequest(backup, Mode.SWAP, null, null, "quotes", null, hash), Actor.SYSTEM);
    }

    private void age(String backup, int days) {
        database.jdbc().sql("update backup set started_at = started_at - interval '" + days + "' day where id = :id").param("id", backup).update();
    }

    /// What the catalog lists as good is there as its manifest says, each manifest tells the truth, and the live database is whole.
    private void assertWhole(String at) throws IOException {
        assertThat(live()).as(at).isIn(GOOD, BAD);
        for (Backup backup : new Catalog(database.jdbc(), database.transactions()).list(null)) {
            for (Backup.Copy copy : backup.copies()) {
                if (backup.isGood() && copy.state() == Backup.Copy.State.STORED) {
                    assertRestorable(at, copy.target(), copy.path());
                }
            }
        }
        for (String object : objects()) {
            if (object.endsWith("manifest.json")) {
                Path path = Path.of(object);
                assertRestorable(at, path.getName(0).toString(), path.subpath(1, path.getNameCount() - 1).toString());
            }
        }
    }

    private void assertRestorable(String at, String target, String path) throws IOException {
        try (ObjectStore store = store(target)) {
            var stored = new StoredCopy(store, target, path);
            for (Manifest.Part part : stored.manifest().orElseThrow(() -> new AssertionError(at + ": " + path + " has no manifest")).parts()) {
                assertThat(stored.compare(part)).as(at).isEmpty();
            }
        }
    }

    private ObjectStore store(String target) {
        return FolderStore.open(folder.resolve(target));
    }

    private String live() {
        try {
            return Files.readString(folder.resolve("server/quotes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> objects() {
        return TARGETS.stream().flatMap(target -> files(folder.resolve(target)).stream().map(file -> target + "/" + file)).toList();
    }

    private static List<String> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
