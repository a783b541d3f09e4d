package io.keepwatch.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A plan and how well it protects.
///
/// @param schedule       five-field cron, in `timeZone`
/// @param nextRuns       the next three slots
/// @param lastSuccess    the newest backup that is good
/// @param lastVerifiedAt when a backup of it was last read to its end or restored
/// @param expectedEvery  the longest time between two slots to come
/// @param warnings       e.g. that a target lies on the source's disk, with what to do
/// @param retention      how many backups it keeps
/// @param yaml           the plan as it would stand in `keepwatch.yaml`, secrets as references
public record PlanStatus(
        String name,
        String sourceType,
        ProtectedDatabase database,
        String schedule,
        ZoneId timeZone,
        List<String> targets,
        List<Instant> nextRuns,
        Optional<Backup> lastSuccess,
        Optional<Run> lastRun,
        Optional<Run> activeRun,
        @Nullable Instant lastVerifiedAt,
        Duration expectedEvery,
        State state,
        String stateReason,
        List<String> warnings,
        Retention retention,
        String yaml) {

    /// @param keepAll every success younger than this
    public record Retention(Duration keepAll, int daily, int weekly, int monthly) {}

    public enum State {
        /// The newest backup is young enough and good.
        PROTECTED,
        /// It has never had a success, and its first slot is still to come.
        NEW,
        /// The newest good backup is older than the plan promises.
        OVERDUE,
        /// The last run failed; the newest good backup is still young enough.
        FAILED
    }

    public PlanStatus {
        targets = List.copyOf(targets);
        nextRuns = List.copyOf(nextRuns);
        warnings = List.copyOf(warnings);
    }
}
