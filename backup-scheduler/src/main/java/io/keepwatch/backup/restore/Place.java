package io.keepwatch.backup.restore;

import io.keepwatch.backup.RestoreRequest;
import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.RestoreTarget;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.step.StepException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a restore leads, and the source that knows how. Needs no backup: a restore is taken back when its backup has long gone.
///
/// @param database the name that is restored
record Place(BackupPlan plan, BackupSource<SourceSettings> source, SourceSettings settings, RestoreRequest.Mode mode, String database) {

    /// @throws IllegalArgumentException when there is no such server
    static Place of(@Nullable String planName, RestoreRequest request, String database, PlanBook book) {
        BackupPlan plan = book.plan(String.valueOf(planName)).orElseThrow(() -> new StepException(
                "There is no plan " + planName + " that says how to reach the server", "Put the plan back into keepwatch.yaml"));
        SourceSettings settings = request.server() == null ? plan.source() : book.onServer(plan, request.server());
        return new Place(plan, book.source(plan.sourceType()), settings, request.mode(), database);
    }

    RestoreTarget target(String restoreId, Instant startedAt) {
        return new RestoreTarget(mode, database, restoreId, startedAt);
    }

    /// Restores of one database exclude each other.
    String exclusive() {
        var server = source.database(settings);
        return "restore/" + server.address() + ":" + server.port() + "/" + database;
    }
}
