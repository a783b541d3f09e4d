package io.keepwatch.backup.retention;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Tag;
import io.keepwatch.backup.Backups.RetentionVerdict;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.catalog.RetentionView;
import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.RunJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is to be done with the backups of each plan now.
final class Retention implements RetentionView {

    private final PlanBook book;
    private final Catalog catalog;
    private final RunJournal journal;
    private final Clock clock;

    Retention(PlanBook book, Catalog catalog, RunJournal journal, Clock clock) {
        this.book = book;
        this.catalog = catalog;
        this.journal = journal;
        this.clock = clock;
    }

    /// The newest first; nothing of a plan that is no longer configured is deleted, for nobody says what to keep.
    List<Judgement> judge(String plan) {
        List<Backup> backups = catalog.list(plan);
        Optional<BackupPlan> configured = book.plan(plan);
        if (configured.isEmpty()) {
            return backups.stream()
                    .map(backup -> new Judgement(backup, true, Set.of(), "its plan is not in the configuration any more: nothing is deleted"))
                    .toList();
        }
        return rules(configured.get()).judge(backups, inUse(), clock.instant());
    }

    private static RetentionRules rules(BackupPlan plan) {
        Duration window = Stream.of(plan.retention().keepAll(), plan.expectedEvery().multipliedBy(2), Duration.ofHours(24))
                .max(Comparator.naturalOrder()).orElseThrow();
        return new RetentionRules(plan.retention(), plan.timeZone(), window);
    }

    private Set<String> inUse() {
        return journal.active().stream()
                .filter(run -> run.kind() == Run.Kind.RESTORE || run.kind() == Run.Kind.VERIFY)
                .flatMap(run -> Stream.ofNullable(run.backupId()))
                .collect(Collectors.toSet());
    }

    Instant deleteAfter(String plan) {
        return clock.instant().plus(book.plan(plan).map(found -> found.retention().grace()).orElse(Duration.ofHours(24)));
    }

    /// Not wanted, not yet marked.
    static boolean isToBeMarked(Judgement judgement) {
        return !judgement.keep() && judgement.backup().deleteAfter() == null;
    }

    /// Marked, and wanted again.
    static boolean isToBeTakenBack(Judgement judgement) {
        return judgement.keep() && judgement.backup().deleteAfter() != null;
    }

    /// Marked long enough, and still not wanted.
    boolean isDue(Judgement judgement) {
        Instant after = judgement.backup().deleteAfter();
        return !judgement.keep() && after != null && !after.isAfter(clock.instant());
    }

    @Override
    public List<RetentionVerdict> preview(String plan) {
        return judge(plan).stream()
                .map(judgement -> new RetentionVerdict(judgement.backup().id(), judgement.keep(), sentence(judgement)))
                .toList();
    }

    private static String sentence(Judgement judgement) {
        Instant after = judgement.backup().deleteAfter();
        if (judgement.keep()) {
            return "Kept: " + judgement.reason();
        }
        return "Not kept: " + judgement.reason() + (after == null ? "" : "; it is deleted after " + after);
    }

    @Override
    public Map<String, Set<Tag>> tags(String plan) {
        return judge(plan).stream().collect(Collectors.toMap(judgement -> judgement.backup().id(), Judgement::tags));
    }
}
