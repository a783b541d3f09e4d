package io.keepwatch.backup.state;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.backup.PlanStatus.Retention;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Runs;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts together what the settings, the catalog and the journal of runs say of a plan.
final class PlanStates implements Plans {

    private static final int NEXT_RUNS = 3;
    private static final int RUNS_TO_LOOK_AT = 100;

    private final PlanBook book;
    private final Backups backups;
    private final Runs runs;
    private final PlanWarnings warnings;
    private final Clock clock;

    PlanStates(PlanBook book, Backups backups, Runs runs, PlanWarnings warnings, Clock clock) {
        this.book = book;
        this.backups = backups;
        this.runs = runs;
        this.warnings = warnings;
        this.clock = clock;
    }

    @Override
    public List<PlanStatus> all() {
        return book.plans().stream().map(this::status).toList();
    }

    @Override
    public Optional<PlanStatus> find(String name) {
        return book.plan(name).map(this::status);
    }

    @Override
    public List<String> servers() {
        return book.servers();
    }

    private PlanStatus status(BackupPlan plan) {
        Instant now = clock.instant();
        List<Backup> existing = backups.list(plan.name());
        List<Run> attempts = runs.recent(plan.name(), RUNS_TO_LOOK_AT).stream().filter(run -> run.kind() == Run.Kind.BACKUP).toList();
        Optional<Backup> lastSuccess = existing.stream().filter(Backup::isGood).findFirst();
        Optional<Run> lastRun = attempts.stream().filter(run -> run.phase().isEnd()).findFirst();
        Optional<Run> activeRun = attempts.stream().filter(run -> !run.phase().isEnd()).reduce((_, earlier) -> earlier);
        var verdict = Verdict.of(plan.timeZone(), now, plan.expectedEvery(), lastSuccess, lastRun, activeRun);
        var retention = plan.retention();
        return new PlanStatus(plan.name(), plan.sourceType(), plan.database(), plan.schedule().cron(), plan.timeZone(), plan.targets(),
                plan.schedule().next(now, NEXT_RUNS), lastSuccess, lastRun, activeRun, lastVerifiedAt(existing), plan.expectedEvery(),
                verdict.state(), verdict.reason(), warnings.of(plan),
                new Retention(retention.keepAll(), retention.daily(), retention.weekly(), retention.monthly()), yaml(plan.name()));
    }

    private static @Nullable Instant lastVerifiedAt(List<Backup> existing) {
        return existing.stream()
                .map(Backup::verification)
                .filter(proof -> proof.state() == Verification.State.OK && proof.level().compareTo(Verification.Level.READABLE) >= 0)
                .map(Verification::at)
                .filter(at -> at != null)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /// The plan may have been removed a moment ago.
    private String yaml(String plan) {
        return book.plan(plan).map(present -> book.yaml(present.name())).orElse("");
    }
}
