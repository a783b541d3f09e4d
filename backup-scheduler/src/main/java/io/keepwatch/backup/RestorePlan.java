package io.keepwatch.backup;

import java.util.List;

/// What a restore would do: nothing has been changed to find out.
///
/// @param planHash stands for backup, checks and steps; a restore is refused when they have changed since
public record RestorePlan(String planHash, List<Check> checks, List<PlannedStep> steps) {

    public record PlannedStep(String name, String description) {}

    public RestorePlan {
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
    }

    public boolean isBlocked() {
        return checks.stream().anyMatch(check -> check.status() == Check.Status.RED);
    }
}
