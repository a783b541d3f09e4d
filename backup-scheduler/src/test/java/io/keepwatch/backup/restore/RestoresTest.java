package io.keepwatch.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestoreRequest;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.run.BackupBench;
import io.keepwatch.backup.run.FileSource;
import io.keepwatch.backup.run.TestBook;
import io.keepwatch.backup.target.filesystem.FolderStore;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnBothDatabases
class RestoresTest {

    private static final String GOOD = "the rows of yesterday, ".repeat(100);
    private static final String BAD = "the rows after the accident";
    private static final Actor OPERATOR = new Actor("olga", Role.OPERATOR, "127.0.0.1");

    private final TestDatabase database;
    private final FileSource source = new FileSource();
    private BackupBench bench;
    private JournaledRestores restores;
    private TestBook book;
    private Backup backup;

    @TempDir
    Path folder;

    RestoresTest(TestDatabase.Maker maker) {
        database = maker.open();
    }

    @BeforeEach
    void open() throws IOException {
        Files.createDirectory(folder.resolve("server"));
        Files.writeString(live(), GOOD);
        book = new TestBook(source, new FileSource.Settings(folder.resolve("server"), "quotes"))
                .with("a", () -> FolderStore.open(folder.resolve("a"))).with("b", () -> FolderStore.open(folder.resolve("b")));
        bench = new BackupBench(database.dataSource(), book, Clock.systemUTC(), Duration.ofHours(1),
                catalog -> new RestoreRunner(book, catalog, Clock.systemUTC()));
        restores = at(Clock.systemUTC());
        backup = bench.catalog.find(bench.backUp().backupId()).orElseThrow();
        Files.writeString(live(), BAD);
    }

    private JournaledRestores at(Clock clock) {
        return new JournaledRestores(bench.runner, bench.journal,
                new DryRun(new RestoreRunner(book, bench.catalog, clock), book, clock), bench.catalog, book, bench.audit, clock);
    }

    @AfterEach
    void close() {
        bench.close();
        database.close();
    }

    @Test
    void shows_checks_and_steps_before_and_changes_nothing() throws IOException {
        var plan = restores.dryRun(asked(Mode.SWAP, null, null));

        assertThat(plan.checks()).extracting(Check::name).containsExactly("backup", "copy in a", "copy in b");
        assertThat(plan.checks()).extracting(Check::status).containsOnly(Check.Status.GREEN);
        assertThat(plan.steps()).extracting(step -> step.name()).containsExactly("checksum", "load", "verify", "proof", "swap");
        assertThat(restores.dryRun(asked(Mode.SWAP, null, null)).planHash()).isEqualTo(plan.planHash());
        assertThat(databases()).containsExactly("quotes");
    }

    @Test
    void restores_a_clone_beside_the_live_one() throws IOException {
        Restore restore = restored(Mode.CLONE);

        assertThat(restore.run().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(restore.live()).isFalse();
        assertThat(restore.undoUntil()).isNull();
        assertThat(Files.readString(live())).isEqualTo(BAD);
        assertThat(Files.readString(folder.resolve("server").resolve(restore.database()))).isEqualTo(GOOD);
        assertThat(bench.catalog.find(backup.id()).orElseThrow().verification().level()).isEqualTo(Verification.Level.RESTORED);
    }

    @Test
    void swaps_can_be_taken_back_and_then_not_again() throws IOException {
        Restore restore = restored(Mode.SWAP);
        assertThat(restore.database()).isEqualTo("quotes");
        assertThat(restore.live()).isTrue();
        assertThat(restore.undoUntil()).isEqualTo(restore.run().completedAt().plus(Duration.ofDays(7)));
        assertThat(Files.readString(live())).isEqualTo(GOOD);

        restores.undo(restore.run().id(), Actor.SYSTEM);

        await().until(() -> restores.find(restore.run().id()).orElseThrow().undone());
        assertThat(Files.readString(live())).isEqualTo(BAD);
        assertThat(restores.find(restore.run().id()).orElseThrow().live()).isFalse();
        refused(() -> restores.undo(restore.run().id(), Actor.SYSTEM), "it has been taken back already");
    }

    @Test
    void clears_the_old_one_away_when_its_time_has_come_and_not_before_even_without_the_backup() throws IOException {
        Restore restore = restored(Mode.SWAP);
        restores.cleanUp();
        assertThat(databases()).hasSize(2);
        bench.catalog.remove(backup.id());

        at(Clock.fixed(restore.undoUntil().plusSeconds(1), ZoneOffset.UTC)).cleanUp();

        await().until(() -> databases().equals(List.of("quotes")));
        await().until(() -> restores.find(restore.run().id()).orElseThrow().undoUntil() == null);
        assertThat(Files.readString(live())).isEqualTo(GOOD);
        refused(() -> restores.undo(restore.run().id(), Actor.SYSTEM), "not kept any more");
    }

    @Test
    void refuses_a_wrong_name_a_changed_plan_a_red_check_and_an_operator_who_swaps() {
        String hash = restores.dryRun(asked(Mode.SWAP, null, null)).planHash();

        refused(() -> restores.start(asked(Mode.SWAP, "Quotes", hash), Actor.SYSTEM), "typed name");
        refused(() -> restores.start(asked(Mode.SWAP, "quotes", hash), OPERATOR), "Only administrators");
        refused(() -> restores.start(asked(Mode.SWAP, "quotes", "0815"), Actor.SYSTEM), "not the one that was shown");
        bench.catalog.copyIs(backup.id(), "a", Backup.Copy.State.DAMAGED, "flipped");
        refused(() -> restores.start(asked(Mode.SWAP, "quotes", hash), Actor.SYSTEM), "not the one that was shown");
        source.checks = List.of(Check.red("free disk", "1 of 3 GB are free", "Free some"));
        refused(() -> restores.start(asked(Mode.SWAP, "quotes", hash), Actor.SYSTEM), "free disk: 1 of 3 GB are free");
    }

    @Test
    void reads_from_the_other_copy_when_one_is_damaged() throws IOException {
        flip("a");

        assertThat(restored(Mode.CLONE).run().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(bench.catalog.find(backup.id()).orElseThrow().copies()).extracting(Backup.Copy::state)
                .containsExactly(Backup.Copy.State.DAMAGED, Backup.Copy.State.STORED);
    }

    @Test
    void touches_nothing_when_no_copy_is_what_was_written() throws IOException {
        flip("a");
        flip("b");

        Restore restore = restored(Mode.SWAP);

        assertThat(restore.run().phase()).isEqualTo(Phase.FAILED);
        assertThat(restore.run().problem().message()).contains("no copy is what was written");
        assertThat(restore.database()).isNull();
        assertThat(databases()).containsExactly("quotes");
        assertThat(Files.readString(live())).isEqualTo(BAD);
    }

    @Test
    void knows_only_backups_that_exist() {
        refused(() -> restores.dryRun(new RestoreRequest("nothing", Mode.CLONE, null, null, null, null, null)), "There is no backup nothing");
    }

    private Restore restored(Mode mode) {
        String hash = restores.dryRun(asked(mode, null, null)).planHash();
        Run run = bench.ended(restores.start(asked(mode, "quotes", hash), Actor.SYSTEM));
        return restores.find(run.id()).orElseThrow();
    }

    private RestoreRequest asked(Mode mode, @Nullable String confirm, @Nullable String hash) {
        return new RestoreRequest(backup.id(), mode, null, null, confirm, "a test", hash);
    }

    private static void refused(ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOf(ProblemException.class).hasMessageContaining(why);
    }

    private Path live() {
        return folder.resolve("server/quotes");
    }

    private List<String> databases() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("server"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void flip(String target) throws IOException {
        Path file = folder.resolve(target).resolve(backup.copies().getFirst().path()).resolve(FileSource.ARCHIVE);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
