package io.keepwatch.backup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.keepwatch.access.Actor;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Copy.State;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Runs;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.manifest.ManifestJson;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.StepRunner;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.filesystem.FolderStore;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnBothDatabases
class BackupRunnerTest {

    private static final FaultyStore.Fault NONE = (_, _) -> {};
    private static final StepRunner.Timing QUICK = new StepRunner.Timing(Duration.ofHours(1), Duration.ofMillis(20), Duration.ofMillis(20));

    private final TestDatabase database;
    private final FileSource source = new FileSource();
    private final Catalog catalog;
    private final RunJournal journal;
    private volatile FaultyStore.Fault faultInA = NONE;
    private volatile FaultyStore.Fault faultInB = NONE;
    private Duration longestSilence = Duration.ofMinutes(1);
    private StepRunner runner;
    private BackupRuns runs;
    private CatalogedBackups backups;

    @TempDir
    Path folder;

    BackupRunnerTest(TestDatabase.Maker maker) {
        database = maker.open();
        catalog = new Catalog(database.jdbc(), database.transactions());
        journal = new RunJournal(database.jdbc());
    }

    @BeforeEach
    void open() throws IOException {
        byte[] content = new byte[50_000];
        new Random(1).nextBytes(content);
        Files.createDirectory(folder.resolve("server"));
        Files.write(folder.resolve("server/quotes"), content);
        start();
    }

    private void start() {
        var clock = Clock.systemUTC();
        var book = new TestBook(source, new FileSource.Settings(folder.resolve("server"), "quotes"))
                .with("a", () -> store("a")).with("b", () -> store("b"));
        var leases = new Leases(database.jdbc(), database.transactions(), "test");
        runner = new StepRunner(database.jdbc(), database.transactions(), leases, clock, OpenTelemetry.noop().getTracer("test"),
                List.of(new BackupRunner(book, catalog, journal, clock, "Keepwatch test", longestSilence),
                        new VerifyRunner(book, catalog, clock), new CatalogRebuilder(book, catalog, clock)), QUICK);
        var audit = new AuditLog(database.jdbc(), database.transactions(), clock);
        runs = new BackupRuns(runner, journal, book, audit, clock);
        backups = new CatalogedBackups(catalog, () -> null, book, runner, audit, clock);
        runner.open();
    }

    @AfterEach
    void close() {
        runner.close();
        database.close();
    }

    @Test
    void makes_a_backup_in_every_target_with_a_manifest_that_tells_the_truth() throws Exception {
        Run run = backUp();

        assertThat(run.problem()).isNull();
        assertThat(run.phase()).isEqualTo(Phase.COMPLETED);
        Backup backup = backups.find(run.backupId()).orElseThrow();
        assertThat(backup.isGood()).isTrue();
        assertThat(backup.copies()).extracting(Backup.Copy::target, Backup.Copy::state)
                .containsExactly(tuple("a", State.STORED), tuple("b", State.STORED));
        assertThat(backup.verification().level()).isEqualTo(Verification.Level.READABLE);
        for (String target : List.of("a", "b")) {
            Path of = folder.resolve(target).resolve(backup.copies().getFirst().path());
            Manifest manifest = ManifestJson.read(Files.readAllBytes(of.resolve("manifest.json")), "test");
            assertThat(manifest.backupId()).isEqualTo(run.backupId());
            assertThat(manifest.warnings()).containsExactly("a warning");
            for (Manifest.Part part : manifest.parts()) {
                assertThat(sha256(of.resolve(part.name()))).isEqualTo(part.storedSha256()).isEqualTo(part.plainSha256());
                assertThat(Files.size(of.resolve(part.name()))).isEqualTo(part.storedBytes());
            }
        }
        assertThat(files("a")).noneMatch(file -> file.toString().contains("intent"));
    }

    @Test
    void leaves_nothing_behind_when_the_dump_dies_midway_and_says_why() throws Exception {
        source.during = bytes -> {
            if (bytes > 30_000) {
                throw new SourceException("pg_dump ended with 137", "Look who killed it", null);
            }
        };

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(run.problem()).isEqualTo(new Run.Problem("pg_dump ended with 137", "Look who killed it"));
        assertNothingIsLeft();
    }

    @Test
    void takes_a_dump_of_nothing_for_a_failure() throws Exception {
        Files.write(folder.resolve("server/quotes"), new byte[0]);

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(run.problem().message()).contains("is empty");
        assertNothingIsLeft();
    }

    @Test
    void does_not_begin_when_the_source_says_no() throws Exception {
        source.checks = List.of(Check.red("version", "pg_dump is older than the server", "Install a newer one"));

        Run run = backUp();

        assertThat(run.problem().message()).contains("pg_dump is older than the server");
        assertThat(run.problem().hint()).isEqualTo("Install a newer one");
        assertNothingIsLeft();
    }

    @Test
    void goes_on_without_a_target_that_fails_midway_and_copies_to_it_at_the_end() throws Exception {
        var first = new CountDownLatch(1);
        faultInB = (moment, _) -> {
            if (moment.equals("write") && first.getCount() == 1) {
                first.countDown();
                throw new IOException("the disk is full");
            }
        };

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(catalog.find(run.backupId()).orElseThrow().copies()).extracting(Backup.Copy::state).containsOnly(State.STORED);
        assertThat(journal.log(run.id())).extracting(Runs.LogLine::text).anyMatch(line -> line.contains("the disk is full"));
        assertThat(sha256s("b")).isEqualTo(sha256s("a")).hasSize(3);
    }

    @Test
    void completes_with_one_copy_when_the_other_target_stays_away_and_says_so() throws Exception {
        faultInB = (_, _) -> {
            throw new IOException("no route to host");
        };

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.COMPLETED);
        Backup backup = catalog.find(run.backupId()).orElseThrow();
        assertThat(backup.isGood()).isTrue();
        assertThat(backup.copies()).extracting(Backup.Copy::state).containsExactly(State.STORED, State.FAILED);
        assertThat(backup.copies().getLast().detail()).isEqualTo("no route to host");
    }

    @Test
    void fails_when_no_target_takes_it() throws Exception {
        faultInA = faultInB = (moment, key) -> {
            if (moment.equals("commit") && key.endsWith("globals.sql")) {
                throw new IOException("read-only");
            }
        };

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(run.problem().message()).contains("a: read-only", "b: read-only");
        assertNothingIsLeft();
    }

    @Test
    void drops_a_copy_that_is_read_back_as_something_else() throws Exception {
        faultInA = (moment, key) -> {
            if (moment.equals("committed") && key.endsWith("database.dump")) {
                flip(folder.resolve("a").resolve(key));
            }
        };
        faultInB = (moment, key) -> {
            if (moment.equals("committed") && key.endsWith("database.dump")) {
                flip(folder.resolve("b").resolve(key));
            }
        };

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(run.problem().message()).contains("what lies there is not what went out");
        assertNothingIsLeft();
    }

    @Test
    void reads_another_copy_when_the_first_is_damaged_after_it_was_confirmed() throws Exception {
        var reads = new AtomicInteger();
        faultInA = (moment, key) -> {
            if (moment.equals("read") && key.endsWith("database.dump") && reads.incrementAndGet() == 2) {
                flipLast(folder.resolve("a").resolve(key));
            }
        };

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(journal.log(run.id())).extracting(Runs.LogLine::text).anyMatch(line -> line.startsWith("Going on without a") && line.contains("cut off"));
        assertThat(catalog.find(run.backupId()).orElseThrow().copies()).extracting(Backup.Copy::state).containsOnly(State.STORED);
        assertThat(sha256s("a")).isEqualTo(sha256s("b"));
    }

    @Test
    void fails_when_no_copy_can_be_read_to_its_end() throws Exception {
        source.unreadable = true;

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(run.problem().message()).contains("cut off");
        assertNothingIsLeft();
    }

    @Test
    void lists_nothing_before_the_manifest_is_written_and_writes_it_last() throws Exception {
        faultInA = faultInB = (moment, key) -> {
            if (moment.equals("commit") && key.endsWith("manifest.json")) {
                throw new IOException("refused");
            }
        };

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertNothingIsLeft();
    }

    @Test
    void is_cancelled_while_it_dumps_and_leaves_nothing() throws Exception {
        var dumping = new CountDownLatch(1);
        source.during = bytes -> {
            if (bytes > 10_000) {
                dumping.countDown();
                new CountDownLatch(1).await();
            }
        };
        String id = runs.start(TestBook.PLAN, Actor.SYSTEM);
        assertThat(dumping.await(30, TimeUnit.SECONDS)).isTrue();

        runs.cancel(id, Actor.SYSTEM);

        assertThat(ended(id).phase()).isEqualTo(Phase.CANCELLED);
        assertNothingIsLeft();
    }

    @Test
    void fails_when_nothing_comes_any_more() throws Exception {
        runner.close();
        longestSilence = Duration.ofMillis(300);
        start();
        source.during = bytes -> {
            if (bytes > 10_000) {
                new CountDownLatch(1).await();
            }
        };

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(run.problem().message()).contains("nothing came");
        assertNothingIsLeft();
    }

    @Test
    void goes_on_without_a_target_that_takes_nothing_any_more() throws Exception {
        runner.close();
        longestSilence = Duration.ofMillis(300);
        start();
        var stuck = new CountDownLatch(1);
        faultInB = (moment, key) -> {
            if (moment.equals("write") && key.endsWith("database.dump") && stuck.getCount() == 1) {
                stuck.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new java.io.InterruptedIOException("interrupted");
                }
            }
        };

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(journal.log(run.id())).extracting(Runs.LogLine::text)
                .anyMatch(line -> line.startsWith("Going on without b") && line.contains("it took nothing"));
        assertThat(catalog.find(run.backupId()).orElseThrow().copies()).extracting(Backup.Copy::state).containsOnly(State.STORED);
    }

    @Test
    void refuses_while_another_site_writes_a_backup_of_that_name() throws Exception {
        Path intent = folder.resolve("a").resolve(BackupLayout.intent(TestBook.PLAN, "of-another-site"));
        Files.createDirectories(intent.getParent());
        Files.writeString(intent, "{\"runId\":\"of-another-site\",\"until\":\"2999-01-01T00:00:00Z\"}");

        Run run = backUp();

        assertThat(run.phase()).isEqualTo(Phase.FAILED);
        assertThat(run.problem().message()).contains("another site is writing");
        assertThat(Files.exists(intent)).isTrue();
    }

    @Test
    void verifies_each_copy_and_demotes_what_is_damaged() throws Exception {
        Backup backup = catalog.find(backUp().backupId()).orElseThrow();
        flip(folder.resolve("a").resolve(backup.copies().getFirst().path()).resolve("database.dump"));

        Run first = ended(backups.verify(backup.id(), Actor.SYSTEM));

        assertThat(first.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(catalog.find(backup.id()).orElseThrow().copies()).extracting(Backup.Copy::state).containsExactly(State.DAMAGED, State.STORED);
        assertThat(catalog.find(backup.id()).orElseThrow().isGood()).isTrue();
        Files.delete(folder.resolve("b").resolve(backup.copies().getLast().path()).resolve("database.dump"));

        Run second = ended(backups.verify(backup.id(), Actor.SYSTEM));

        assertThat(second.phase()).isEqualTo(Phase.FAILED);
        assertThat(catalog.find(backup.id()).orElseThrow().isGood()).isFalse();
        assertThat(catalog.find(backup.id()).orElseThrow().verification().state()).isEqualTo(Verification.State.FAILED);
    }

    @Test
    void says_nothing_of_a_backup_that_it_could_not_look_at() throws Exception {
        Backup backup = catalog.find(backUp().backupId()).orElseThrow();
        faultInA = faultInB = (_, _) -> {
            throw new IOException("no route to host");
        };

        Run run = ended(backups.verify(backup.id(), Actor.SYSTEM));

        assertThat(run.problem().message()).contains("no route to host");
        assertThat(catalog.find(backup.id()).orElseThrow().verification().state()).isEqualTo(Verification.State.INCONCLUSIVE);
        assertThat(catalog.find(backup.id()).orElseThrow().isGood()).isTrue();
    }

    @Test
    void says_nothing_of_a_backup_that_is_as_it_was_written_when_the_programs_here_cannot_read_it() throws Exception {
        Backup backup = catalog.find(backUp().backupId()).orElseThrow();
        source.unreadable = true;

        Run run = ended(backups.verify(backup.id(), Actor.SYSTEM));

        assertThat(run.problem().message()).contains("cannot be read to its end here");
        assertThat(catalog.find(backup.id()).orElseThrow().verification().state()).isEqualTo(Verification.State.INCONCLUSIVE);
        assertThat(catalog.find(backup.id()).orElseThrow().isGood()).isTrue();
    }

    @Test
    void makes_the_catalog_again_from_the_targets_twice_the_same_and_names_what_is_missing() throws Exception {
        Backup kept = catalog.find(backUp().backupId()).orElseThrow();
        Backup lost = catalog.find(backUp().backupId()).orElseThrow();
        catalog.remove(kept.id());
        for (Backup.Copy copy : lost.copies()) {
            Files.delete(folder.resolve(copy.target()).resolve(copy.path()).resolve("manifest.json"));
        }

        Run run = ended(backups.rebuild(Actor.SYSTEM));

        assertThat(run.phase()).isEqualTo(Phase.COMPLETED);
        List<Backup> rebuilt = catalog.list(null);
        assertThat(catalog.find(kept.id()).orElseThrow().copies()).isEqualTo(kept.copies());
        assertThat(catalog.find(kept.id()).orElseThrow().bytes()).isEqualTo(kept.bytes());
        assertThat(catalog.find(lost.id()).orElseThrow().copies()).extracting(Backup.Copy::state).containsOnly(State.MISSING);
        assertThat(journal.log(run.id())).extracting(Runs.LogLine::text)
                .anyMatch(line -> line.startsWith("Without a manifest in a: ") && line.contains(lost.id()))
                .anyMatch(line -> line.equals("Missing in b: " + lost.id()));

        ended(backups.rebuild(Actor.SYSTEM));
        assertThat(catalog.list(null)).isEqualTo(rebuilt);
    }

    private ObjectStore store(String target) {
        return new FaultyStore(FolderStore.open(folder.resolve(target)), (moment, key) -> (target.equals("a") ? faultInA : faultInB).at(moment, key));
    }

    private Run backUp() {
        return ended(runs.start(TestBook.PLAN, Actor.SYSTEM));
    }

    private Run ended(String id) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> journal.find(id).orElseThrow(), run -> run.phase().isEnd());
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(catalog.list(null)).isEmpty();
        assertThat(files("a")).isEmpty();
        assertThat(files("b")).isEmpty();
    }

    private List<Path> files(String target) throws IOException {
        if (!Files.exists(folder.resolve(target))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder.resolve(target))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private List<String> sha256s(String target) throws IOException {
        return files(target).stream().map(BackupRunnerTest::sha256).toList();
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void flip(Path file) throws IOException {
        flip(file, 2);
    }

    private static void flipLast(Path file) throws IOException {
        flip(file, 1);
    }

    /// @param part at the end of which fraction of it, e.g. 2 for its middle
    private static void flip(Path file, int part) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / part - 1] ^= 1;
        Files.write(file, bytes);
    }
}
