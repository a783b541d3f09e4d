package io.keepwatch.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Copy;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.plan.RetentionPolicy;
import io.keepwatch.backup.run.FileSource;
import io.keepwatch.backup.run.TestBook;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.filesystem.FolderStore;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnBothDatabases
class RetentionRunTest {

    private static final RetentionPolicy ONE_DAILY = new RetentionPolicy(Duration.ofHours(24), 1, 0, 0, Duration.ofHours(24));

    private final TestDatabase database;
    private final Catalog catalog;
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final List<String> log = new ArrayList<>();

    private final TestBook book;
    private final Path folder;

    RetentionRunTest(TestDatabase.Maker maker, @TempDir Path folder) throws IOException {
        this.database = maker.open();
        this.catalog = new Catalog(database.jdbc(), database.transactions());
        this.folder = folder;
        this.book = new TestBook(new FileSource(), new FileSource.Settings(folder, "quotes")).keeping(ONE_DAILY);
        for (String target : List.of("local", "second")) {
            book.with(target, () -> FolderStore.open(folder.resolve(target)));
            Files.createDirectories(folder.resolve(target));
        }
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    /// Stands for `kill -9`: nothing catches it.
    private static final class Halt extends Error {}

    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    private Retention retention() {
        return new Retention(book, catalog, new RunJournal(database.jdbc()), clock);
    }

    /// @return what the steps said
    private List<StepResult> run(Consumer<String> writes) throws Exception {
        var deletion = new BackupDeletion(book, catalog, clock, writes);
        var work = new RetentionWork(book, retention(), catalog, deletion, new Leftovers(book, catalog, clock));
        var run = new Run("run", Run.Kind.RETENTION, History.PLAN, null, "test", null, Phase.RUNNING, now, now, null, null, null, null,
                null, null, List.of());
        var results = new ArrayList<StepResult>();
        for (Step step : work.steps(run, "{}")) {
            results.add(step.run(new Context()));
        }
        return results;
    }

    private List<StepResult> run() throws Exception {
        return run(_ -> {});
    }

    private final class Context implements StepContext {
        @Override
        public String runId() {
            return "run";
        }

        @Override
        public void progress(long bytes, @Nullable Long totalBytes, @Nullable String detail) {}

        @Override
        public void log(String line) {
            log.add(line);
        }

        @Override
        public void remember(String key, String value) {}

        @Override
        public Optional<String> remembered(String key) {
            return Optional.empty();
        }

        @Override
        public void checkCancelled() {}
    }

    /// A backup with its objects in both targets.
    private String backup(String at) throws IOException {
        Instant started = Instant.parse(at);
        String id = BackupLayout.backupId(History.PLAN, started, "aaaaaa");
        String path = BackupLayout.folder(History.PLAN, id);
        var copies = new ArrayList<Copy>();
        for (String target : book.targets()) {
            put(target, path + "/database.dump");
            put(target, path + "/globals.sql");
            put(target, BackupLayout.manifest(path));
            copies.add(new Copy(target, path, "STANDARD", Copy.State.STORED, null));
        }
        var manifest = new Manifest(Manifest.FORMAT, "test", id, History.PLAN, null, "none", History.QUOTES, started, started, started, Map.of(),
                List.of(), List.of(), Map.of(), List.of(), List.of());
        catalog.put(manifest, new Verification(Verification.Level.READABLE, Verification.State.OK, started, null), copies);
        return id;
    }

    private void put(String target, String key) throws IOException {
        try (ObjectStore store = book.open(target); var upload = store.create(key, "STANDARD")) {
            upload.output().write(1);
            upload.commit();
        }
    }

    private List<String> objects(String target) throws IOException {
        var keys = new ArrayList<String>();
        try (ObjectStore store = book.open(target)) {
            store.list("", object -> keys.add(object.key()));
        }
        return keys;
    }

    private List<String> listed() {
        return catalog.list(History.PLAN).stream().map(Backup::id).toList();
    }

    @Test
    void what_is_not_kept_is_marked_first_and_deleted_after_the_grace() throws Exception {
        String old = backup("2026-11-18T02:00:00Z");
        String newest = backup("2026-11-21T02:00:00Z");
        run();
        assertThat(catalog.find(old).orElseThrow().deleteAfter()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(objects("local")).as("only marked").hasSize(6);
        assertThat(retention().preview(History.PLAN)).last().satisfies(verdict -> {
            assertThat(verdict.keep()).isFalse();
            assertThat(verdict.reason()).contains("none of the 1 daily", "deleted after 2026-11-22T12:00:00Z");
        });

        now = now.plus(Duration.ofHours(23));
        run();
        assertThat(listed()).containsExactly(newest, old);

        now = now.plus(Duration.ofHours(1));
        assertThat(run()).containsOnly(StepResult.DONE);
        assertThat(listed()).containsExactly(newest);
        assertThat(objects("local")).hasSize(3).allMatch(key -> key.contains(newest));
        assertThat(objects("second")).hasSize(3);
    }

    @Test
    void the_preview_changes_nothing() throws Exception {
        String old = backup("2026-11-18T02:00:00Z");
        backup("2026-11-21T02:00:00Z");
        retention().preview(History.PLAN);
        assertThat(catalog.find(old).orElseThrow().deleteAfter()).isNull();
    }

    @Test
    void a_mark_is_taken_back_when_the_policy_wants_the_backup_again() throws Exception {
        String old = backup("2026-11-18T02:00:00Z");
        backup("2026-11-21T02:00:00Z");
        run();
        book.keeping(new RetentionPolicy(Duration.ofHours(24), 7, 0, 0, Duration.ofHours(24)));
        run();
        assertThat(catalog.find(old).orElseThrow().deleteAfter()).isNull();
        assertThat(log).anyMatch(line -> line.startsWith("Kept again: " + old));
    }

    @Test
    void a_hold_stops_a_deletion_that_is_due() throws Exception {
        String old = backup("2026-11-18T02:00:00Z");
        backup("2026-11-21T02:00:00Z");
        run();
        catalog.hold(old, new Backup.Hold("ada", "incident", now));
        now = now.plus(Duration.ofDays(1));
        run();
        assertThat(listed()).contains(old);
        assertThat(objects("local")).hasSize(6);
    }

    @Test
    void a_hold_between_the_look_and_the_deletion_stops_it() throws Exception {
        String old = backup("2026-11-18T02:00:00Z");
        backup("2026-11-21T02:00:00Z");
        run();
        now = now.plus(Duration.ofDays(1));
        run(write -> {
            if (write.equals("catalog")) {
                catalog.hold(old, new Backup.Hold("ada", "incident", now));
            }
        });
        assertThat(objects("local")).hasSize(6);
        assertThat(catalog.find(old).orElseThrow().copies()).allMatch(copy -> copy.state() == Copy.State.STORED);
    }

    @Test
    void a_failed_deletion_stays_visible_and_is_tried_again_while_the_others_go_on() throws Exception {
        String old = backup("2026-11-17T02:00:00Z");
        String other = backup("2026-11-18T02:00:00Z");
        backup("2026-11-21T02:00:00Z");
        run();
        now = now.plus(Duration.ofDays(1));
        Path away = Files.move(folder.resolve("local"), folder.resolve("away"));
        assertThat(run().get(1)).isInstanceOfSatisfying(StepResult.Failed.class, failed -> {
            assertThat(failed.why()).contains("2 of the deletions of quotes failed", "the folder does not exist");
            assertThat(failed.hint()).contains("tried again");
        });
        assertThat(listed()).contains(old, other);
        assertThat(objects("second")).as("one target's failure does not stop the other's").hasSize(3);

        Files.move(away, folder.resolve("local"));
        assertThat(run()).containsOnly(StepResult.DONE);
        assertThat(listed()).hasSize(1);
        assertThat(objects("local")).hasSize(3);
    }

    @Test
    void a_path_that_is_not_the_backups_own_is_not_deleted() throws Exception {
        String old = backup("2026-11-18T02:00:00Z");
        backup("2026-11-21T02:00:00Z");
        database.jdbc().sql("update backup_copy set path = 'v1/quotes' where backup_id = :id").param("id", old).update();
        run();
        now = now.plus(Duration.ofDays(1));
        assertThat(run().get(1)).isInstanceOf(StepResult.Failed.class);
        assertThat(objects("local")).hasSize(6);
    }

    @Test
    void nothing_is_deleted_of_a_plan_that_is_configured_no_more() throws Exception {
        backup("2026-11-18T02:00:00Z");
        assertThat(new Retention(book, catalog, new RunJournal(database.jdbc()), clock).judge("gone")).isEmpty();
        database.jdbc().sql("update backup set plan = 'gone'").update();
        assertThat(retention().preview("gone")).allMatch(verdict -> verdict.keep());
    }

    @Test
    void what_never_got_a_manifest_goes_after_a_week_and_what_is_young_or_known_stays() throws Exception {
        backup("2026-11-21T02:00:00Z");
        put("local", "v1/quotes/2026/11/quotes-20261101T020000Z-dead00/database.dump");
        put("local", "v1/quotes/2026/11/quotes-20261121T110000Z-young0/database.dump");
        put("local", "v1/quotes/intent.json");
        Path orphan = folder.resolve("local/v1/quotes/2026/11/quotes-20261101T020000Z-dead00/database.dump");
        Path young = folder.resolve("local/v1/quotes/2026/11/quotes-20261121T110000Z-young0/database.dump");
        Files.setLastModifiedTime(orphan, FileTime.from(now.minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(folder.resolve("local/v1/quotes/intent.json"), FileTime.from(now.minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(young, FileTime.from(now));
        run();
        assertThat(orphan).doesNotExist();
        assertThat(young).exists();
        assertThat(folder.resolve("local/v1/quotes/intent.json")).exists();
        assertThat(objects("local")).hasSize(5);
    }

    /// Two copies of three objects each: catalog, manifest and two data writes per copy, and the row.
    @ParameterizedTest
    @CsvSource({"catalog,1", "catalog,2", "manifest,1", "manifest,2", "data,1", "data,2", "data,3", "data,4", "row,1"})
    void killed_at_any_write_nothing_good_is_lost_and_nothing_unrestorable_is_listed_as_good(String write, int nth) throws Exception {
        String old = backup("2026-11-18T02:00:00Z");
        String newest = backup("2026-11-21T02:00:00Z");
        run();
        now = now.plus(Duration.ofDays(1));
        for (int kill = 0; kill < 3; kill++) {
            var seen = new int[1];
            try {
                run(name -> {
                    if (name.equals(write) && ++seen[0] == nth) {
                        throw new Halt();
                    }
                });
            } catch (Halt _) {
                assertThat(seen[0]).isEqualTo(nth);
            }
            whatIsListedAsGoodIsThere();
            assertThat(catalog.find(newest).orElseThrow().isGood()).isTrue();
        }
        run();
        assertThat(listed()).containsExactly(newest).doesNotContain(old);
        assertThat(objects("local")).hasSize(3);
        assertThat(objects("second")).hasSize(3);
    }

    private void whatIsListedAsGoodIsThere() throws IOException {
        for (Backup backup : catalog.list(null)) {
            for (Copy copy : backup.copies()) {
                if (copy.state() == Copy.State.STORED) {
                    assertThat(objects(copy.target())).contains(
                            copy.path() + "/database.dump", copy.path() + "/globals.sql", BackupLayout.manifest(copy.path()));
                }
            }
        }
    }
}
