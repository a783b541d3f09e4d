package io.keepwatch.backup;

import io.keepwatch.access.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The targets of `keepwatch.yaml`.
public interface Targets {

    /// @param place e.g. `s3://quote-app-backups/db` or `/var/lib/keepwatch/backups`
    /// @param up    as last seen; null when nobody has looked yet
    record TargetStatus(
            String name, String type, String place, @Nullable Boolean up, @Nullable String problem, @Nullable Instant seenAt) {}

    List<TargetStatus> all();

    /// Tries everything a backup and a restore will do there, on an object of its own.
    ///
    /// @throws io.keepwatch.problem.ProblemException 404 when there is no such target
    List<Check> test(String name, Actor actor);
}
