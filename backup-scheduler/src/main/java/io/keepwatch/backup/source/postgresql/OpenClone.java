package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;

/// Lets people into a clone that stays one.
record OpenClone(Restoration restore) implements Step {

    @Override
    public String name() {
        return "open";
    }

    @Override
    public String description() {
        return "Let people into " + restore.names().copy();
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        return restore.onServer("Cannot open " + restore.names().copy(), databases -> {
            databases.allowConnections(restore.names().copy(), true);
            return StepResult.DONE;
        });
    }
}
