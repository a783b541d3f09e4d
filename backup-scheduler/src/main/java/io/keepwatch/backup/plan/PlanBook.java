package io.keepwatch.backup.plan;

import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.target.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The plans, targets and servers that are configured now.
public interface PlanBook {

    List<BackupPlan> plans();

    Optional<BackupPlan> plan(String name);

    List<String> targets();

    /// A target, as people see it.
    ///
    /// @param place       e.g. `s3://quote-app-backups/db`
    /// @param localFolder null when it does not lie in this machine's own file system
    record Target(String name, String type, String place, @Nullable Path localFolder) {}

    Optional<Target> target(String name);

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

    /// The names of the servers.
    List<String> servers();

    /// How long a restore can be taken back.
    Duration keepOld();

    /// The plan as it stands in `keepwatch.yaml`, to be copied; secrets are references there.
    ///
    /// @throws IllegalArgumentException when there is no such plan
    String yaml(String plan);

    /// Calls `listener` after each change of plans, targets or servers.
    void onChange(Runnable listener);
}
