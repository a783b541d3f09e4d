package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;

/// Takes a swap back: the old database gets its name again, the restored one is kept, closed.
record SwapBack(PostgresqlSettings settings, RestoreNames names) implements Step {

    @Override
    public String name() {
        return "swap-back";
    }

    @Override
    public String description() {
        return "End the sessions of " + names.live() + ", rename it to " + names.copy() + " and "
                + names.old() + " to " + names.live();
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        return Maintenance.on(settings, "Cannot take back the restore of " + names.live(), databases -> {
            if (databases.exists(names.old())) {
                long began = System.nanoTime();
                swapBack(databases, names);
                context.log(names.live() + " let nobody in for " + (System.nanoTime() - began) / 1_000_000
                        + " ms; the restored one is " + names.copy());
            } else if (!databases.exists(names.copy())) {
                throw new SourceException("Cannot take back the restore of " + names.live() + ": there is no " + names.old(),
                        "It was cleaned up, or there was no such database before the restore", null);
            }
            databases.allowConnections(names.live(), true);
            return StepResult.DONE;
        });
    }

    /// Gives connections back to the live name whatever happens.
    static void swapBack(Databases databases, RestoreNames names) throws Exception {
        if (!databases.exists(names.old())) {
            // there was none before: the name goes as it came
            databases.allowConnections(names.live(), false);
            databases.endSessions(names.live());
            databases.rename(names.live(), names.copy());
            return;
        }
        try {
            if (databases.exists(names.live())) {
                databases.allowConnections(names.live(), false);
                databases.endSessions(names.live());
                databases.endSessions(names.old());
                databases.renameTogether(names.live(), names.copy(), names.old(), names.live());
            } else {
                databases.rename(names.old(), names.live());
            }
        } finally {
            if (databases.exists(names.live())) {
                databases.allowConnections(names.live(), true);
            }
        }
    }
}
