package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import java.sql.SQLException;

/// Gives the planner its statistics, which are not in the archive: without them the first queries would be slow.
record Analyze(Restoration restore) implements Step {

    @Override
    public String name() {
        return "analyze";
    }

    @Override
    public String description() {
        return "Collect statistics of " + restore.names().copy() + " (ANALYZE)";
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        try (Session session = Session.open(restore.settings(), restore.names().copy())) {
            Attended.execute(session, context, "ANALYZE");
            return StepResult.DONE;
        } catch (SQLException e) {
            throw Failures.of("Cannot analyze " + restore.names().copy(), e);
        }
    }
}
