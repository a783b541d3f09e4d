package io.keepwatch.backup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.source.RecordingContext;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.StepException;
import io.keepwatch.backup.target.filesystem.FolderStore;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two sites with one target: each has a journal of its own and does not know the other's runs.
@OnBothDatabases
class AnnouncementTest {

    private static final Instant BEGIN = Instant.parse("2026-11-21T02:00:00Z");

    private final TestDatabase ours;
    private final TestDatabase theirs;
    private final RecordingContext context = new RecordingContext();

    @TempDir
    Path folder;

    AnnouncementTest(TestDatabase.Maker maker) {
        ours = siteWithRun(maker, "ours");
        theirs = siteWithRun(maker, "theirs");
    }

    private static TestDatabase siteWithRun(TestDatabase.Maker maker, String run) {
        TestDatabase database = maker.open();
        database.jdbc().sql("insert into backup_run (id, kind, plan, requested_by, phase, created_at, request)"
                + " values (:id, 'BACKUP', 'quotes', 'anna', 'RUNNING', current_timestamp, '{}')").param("id", run).update();
        return database;
    }

    @AfterEach
    void close() {
        ours.close();
        theirs.close();
    }

    @Test
    void keeps_another_site_out_for_as_long_as_it_is_renewed() throws IOException {
        announced("ours", 0).make(copy(), context);
        assertThatThrownBy(() -> announced("theirs", 5).make(copy(), context)).isInstanceOf(StepException.class).hasMessageContaining("another site");

        announced("ours", 5).renew(List.of(copy()), context);

        assertThatThrownBy(() -> announced("theirs", 10).make(copy(), context)).isInstanceOf(StepException.class);
        assertThatCode(() -> announced("theirs", 12).make(copy(), context)).doesNotThrowAnyException();
    }

    @Test
    void is_renewed_beside_long_work_and_not_after_it() throws IOException {
        Path intent = folder.resolve(BackupLayout.intent(TestBook.PLAN, "ours"));
        var announcement = announced("ours", 0);
        announcement.make(copy(), context);
        Files.delete(intent);

        try (var _ = announcement.kept(List.of(copy()), context)) {
            await().until(() -> Files.exists(intent));
        }

        announcement.withdraw(copy(), context);
        assertThat(intent).doesNotExist();
    }

    private Announcement announced(String run, int hours) {
        var clock = Clock.fixed(BEGIN.plus(Duration.ofHours(hours)), ZoneOffset.UTC);
        return new Announcement(TestBook.PLAN, run, new RunJournal((run.equals("ours") ? ours : theirs).jdbc()), clock, Duration.ofMillis(10));
    }

    private CopyInProgress copy() {
        return new CopyInProgress("a", FolderStore.open(folder), BackupLayout.folder(TestBook.PLAN, "quotes-20261121T020000Z-aaaaaa"), "STANDARD");
    }
}
