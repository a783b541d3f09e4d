package io.keepwatch.backup.run;

import static io.keepwatch.backup.step.ActionStep.of;

import io.keepwatch.backup.Run;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.ActionStep;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.RunWork;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What a backup run does.
final class BackupRunner implements RunWork {

    private final PlanBook book;
    private final Catalog catalog;
    private final Clock clock;
    private final RunJournal journal;
    private final String product;
    private final Duration longestSilence;

    /// @param longestSilence without a byte or a word from the source or a target; there is no other limit on time
    BackupRunner(PlanBook book, Catalog catalog, RunJournal journal, Clock clock, String product, Duration longestSilence) {
        this.book = book;
        this.catalog = catalog;
        this.clock = clock;
        this.journal = journal;
        this.product = product;
        this.longestSilence = longestSilence;
    }

    @Override
    public Run.Kind kind() {
        return Run.Kind.BACKUP;
    }

    /// The source is asked first, and each target told that a backup comes. The source then streams one snapshot to all targets at
    /// once; nothing is visible before it has ended well. What lies in the targets is read again and compared with what went out, and
    /// one copy is read to its end by the program that would restore it. A target that failed on the way gets its copy from one that
    /// did not. Only then the manifest is written, read back and compared: from that moment on the backup exists. Last comes the
    /// catalog, which could be made again from the manifests.
    @Override
    public List<Step> steps(Run run, String request) {
        BackupPlan plan = book.plan(run.plan()).orElseThrow(() -> new StepException(
                "There is no plan " + run.plan() + " any more", "Put it back into keepwatch.yaml, or cancel the run"));
        var backup = new BackupInProgress(run, plan, book, catalog, journal, clock, product, longestSilence);
        String targets = String.join(" and ", plan.targets());
        return List.of(
                new ActionStep("prepare", "Ask " + plan.database() + " and announce the backup in " + targets, backup::prepare, backup::withdraw),
                new ActionStep("dump", "Stream one snapshot of " + plan.database() + " to " + targets, backup::dump, backup::discard),
                of("confirm", "Read again what lies in " + targets + " and compare it with what went out", backup::confirm),
                of("read", "Read the archive to its end with the program that restores it", backup::readToEnd),
                of("copy", "Copy to the targets that fell behind", backup::copy),
                of("manifest", "Write the manifest, which makes the backup exist, and read it back", backup::publish),
                of("catalog", "Enter it into the catalog", backup::enter));
    }

    /// The backup exists from the first manifest on.
    @Override
    public Set<String> pointsOfNoReturn() {
        return Set.of("manifest");
    }

    /// A snapshot that was cut off is gone with its session.
    @Override
    public boolean goesOn() {
        return false;
    }
}
