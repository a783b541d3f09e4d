package io.keepwatch.backup.plan;

import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.target.ObjectStore;
import java.util.List;
import java.util.Optional;

/// The plans, targets and servers that are configured now.
public interface PlanBook {

    List<BackupPlan> plans();

    Optional<BackupPlan> plan(String name);

    List<String> targets();

    /// To be closed by the caller.
    ///
    /// @throws IllegalArgumentException when there is no such target
    ObjectStore open(String target);

    /// The adapter for a plan's source.
    <S extends SourceSettings> BackupSource<S> source(String type);

    /// The source settings of a plan with another server of `keepwatch.yaml` in place of its own.
    ///
    /// @throws IllegalArgumentException when there is no such server
    SourceSettings onServer(BackupPlan plan, String server);
}
