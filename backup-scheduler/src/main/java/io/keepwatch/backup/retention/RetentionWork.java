package io.keepwatch.backup.retention;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.RunWork;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import io.keepwatch.backup.target.ObjectRetainedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A run of retention: mark what is not kept any more, delete what was marked long enough ago, sweep up.
final class RetentionWork implements RunWork {

    private final PlanBook book;
    private final Retention retention;
    private final Catalog catalog;
    private final BackupDeletion deletion;
    private final Leftovers leftovers;

    RetentionWork(PlanBook book, Retention retention, Catalog catalog, BackupDeletion deletion, Leftovers leftovers) {
        this.book = book;
        this.retention = retention;
        this.catalog = catalog;
        this.deletion = deletion;
        this.leftovers = leftovers;
    }

    @Override
    public Run.Kind kind() {
        return Run.Kind.RETENTION;
    }

    @Override
    public List<Step> steps(Run run, String request) {
        String plan = Objects.requireNonNull(run.plan(), "Retention is of a plan");
        return List.of(
                step("mark", "Mark the backups of " + plan + " that are not kept any more", context -> mark(plan, context)),
                step("delete", "Delete the backups of " + plan + " that were marked long enough ago", context -> delete(plan, context)),
                step("sweep", "Clear away what writers of " + plan + " that died have left", context -> sweep(plan, context)));
    }

    private StepResult mark(String plan, StepContext context) {
        for (Judgement judgement : retention.judge(plan)) {
            Backup backup = judgement.backup();
            if (Retention.isToBeTakenBack(judgement)) {
                catalog.keep(backup.id());
                context.log("Kept again: " + backup.id() + ", " + judgement.reason());
            } else if (Retention.isToBeMarked(judgement)) {
                var after = retention.deleteAfter(plan);
                if (catalog.deleteAfter(backup.id(), after)) {
                    context.log("Marked: " + backup.id() + ", " + judgement.reason() + "; it is deleted after " + after);
                }
            }
        }
        return StepResult.DONE;
    }

    /// The oldest first. Each is judged again just before: a newer one may have turned out to be broken meanwhile.
    private StepResult delete(String plan, StepContext context) throws InterruptedException {
        var failures = new ArrayList<String>();
        List<String> due = retention.judge(plan).reversed().stream().filter(retention::isDue).map(found -> found.backup().id()).toList();
        for (String id : due) {
            context.checkCancelled();
            retention.judge(plan).stream().filter(now -> now.backup().id().equals(id) && retention.isDue(now)).forEach(now -> {
                List<String> left = deletion.delete(now.backup());
                left.forEach(why -> context.log("Not deleted: " + why));
                if (left.isEmpty()) {
                    context.log("Deleted: " + id + ", " + now.reason());
                }
                left.stream().filter(why -> !why.contains(ObjectRetainedException.REASON)).forEach(failures::add);
            });
        }
        return failures.isEmpty() ? StepResult.DONE : new StepResult.Failed(
                failures.size() + " of the deletions of " + plan + " failed: " + failures.getFirst(),
                "They stay in the list of backups, and are tried again; see the run's log");
    }

    private StepResult sweep(String plan, StepContext context) {
        List<String> targets = book.plan(plan).map(BackupPlan::targets).orElse(List.of());
        for (String target : targets) {
            leftovers.sweep(plan, target, context);
        }
        return StepResult.DONE;
    }

    private interface Act {
        StepResult run(StepContext context) throws Exception;
    }

    private static Step step(String name, String description, Act act) {
        return new Step() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return description;
            }

            @Override
            public StepResult run(StepContext context) throws Exception {
                return act.run(context);
            }
        };
    }
}
