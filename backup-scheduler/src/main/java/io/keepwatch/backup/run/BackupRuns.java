package io.keepwatch.backup.run;

import io.keepwatch.access.Actor;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Runs;
import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.BusyException;
import io.keepwatch.backup.step.NewRun;
import io.keepwatch.backup.step.RunIds;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.StepRunner;
import io.keepwatch.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts backups, for people and for slots, and shows and cancels every kind of run.
final class BackupRuns implements Runs, SlotStarter {

    private static final String SCHEDULE = "schedule";

    private final StepRunner runner;
    private final RunJournal journal;
    private final PlanBook book;
    private final AuditLog audit;
    private final Clock clock;

    BackupRuns(StepRunner runner, RunJournal journal, PlanBook book, AuditLog audit, Clock clock) {
        this.runner = runner;
        this.journal = journal;
        this.book = book;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public String start(String plan, Actor actor) {
        if (book.plan(plan).isEmpty()) {
            throw ProblemException.notFound("There is no plan " + plan, "The plans stand under keepwatch.backup.plans in keepwatch.yaml");
        }
        try {
            NewRun wanted = wanted(plan, null, actor.name());
            runner.start(wanted);
            audit.append(actor.did("backup.started", plan, Map.of("run", wanted.id())));
            return wanted.id();
        } catch (BusyException e) {
            throw ProblemException.conflict("Cannot start a backup of " + plan + ": its run " + e.runId() + " is on", "Wait for it, or cancel it");
        }
    }

    @Override
    public Optional<String> start(String plan, String slot) {
        return runner.queue(wanted(plan, slot, SCHEDULE));
    }

    @Override
    public List<Run> recent(@Nullable String plan, int limit) {
        return journal.recent(EnumSet.allOf(Run.Kind.class), plan, limit);
    }

    @Override
    public Optional<Run> find(String id) {
        return journal.find(id);
    }

    @Override
    public List<LogLine> log(String id) {
        return journal.log(id);
    }

    @Override
    public void cancel(String id, Actor actor) {
        Run run = journal.find(id).orElseThrow(() -> ProblemException.notFound("There is no run " + id, null));
        if (!runner.cancel(id, actor.name())) {
            throw ProblemException.conflict("Cannot cancel the run " + id + ": " + (run.phase().isEnd()
                    ? "it has ended"
                    : "it is past the point where it can be taken back without harm"), null);
        }
        audit.append(actor.did("run.cancelled", id, Map.of("kind", run.kind().name())));
    }

    private NewRun wanted(String plan, @Nullable String slot, String by) {
        Instant now = clock.instant();
        return new NewRun(RunIds.next(now), Run.Kind.BACKUP, plan, slot, by, "backup/" + plan,
                BackupLayout.backupId(plan, now, RunIds.random()), "{}");
    }
}
