package io.keepwatch.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One piece of long work: a backup, a restore, a verification, a retention, a rebuild of the catalog.
///
/// @param id          unique for ever, sortable by start
/// @param plan        the plan it belongs to; null for a rebuild of the catalog
/// @param slot        the plan's slot it was woken for, e.g. `2026-11-21T02:00+01:00`; null when a person started it
/// @param requestedBy a user, a token, or `schedule`
/// @param owner       the process that works on it; null while it is pending or at its end
/// @param waitUntil   when it goes on, in the phase [Phase#WAITING]
/// @param backupId    what it made or worked on
/// @param problem     why it failed
public record Run(
        String id,
        Kind kind,
        @Nullable String plan,
        @Nullable String slot,
        String requestedBy,
        @Nullable String owner,
        Phase phase,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Instant waitUntil,
        @Nullable String waitReason,
        @Nullable String backupId,
        @Nullable Problem problem,
        @Nullable String traceId,
        List<RunStep> steps) {

    public enum Kind { BACKUP, RESTORE, VERIFY, RETENTION, REBUILD }

    /// @param message what failed, where and why, in one sentence
    /// @param hint    what to do about it
    public record Problem(String message, String hint) {}

    public Run {
        steps = List.copyOf(steps);
    }

    /// The step that is worked on, or was when the run ended.
    public Optional<RunStep> currentStep() {
        return steps.stream().filter(step -> step.phase() != Phase.PENDING && step.phase() != Phase.COMPLETED).findFirst();
    }
}
