package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import java.util.List;

/// Drops what a swap, or its undo, set aside. One that somebody has opened again is spared.
record DropSetAside(PostgresqlSettings settings, RestoreNames names) implements Step {

    @Override
    public String name() {
        return "drop-old";
    }

    @Override
    public String description() {
        return "Drop " + names.old() + ", or " + names.copy() + " after an undo";
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        return Maintenance.on(settings, "Cannot drop what the restore of " + names.live() + " set aside", databases -> {
            for (String name : List.of(names.old(), names.copy())) {
                if (!databases.exists(name)) {
                    continue;
                }
                if (databases.allowsConnections(name)) {
                    throw new SourceException("Cannot drop " + name + ": somebody has opened it again",
                            "Drop it by hand when it is not needed, or close it: ALTER DATABASE … ALLOW_CONNECTIONS false", null);
                }
                databases.drop(name);
                context.log("Dropped " + name);
            }
            return StepResult.DONE;
        });
    }
}
