package io.keepwatch.backup;

/// Where a run, or one step of it, stands.
public enum Phase {
    PENDING,
    RUNNING,
    /// Until an instant that is known, with a reason.
    WAITING,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean isEnd() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
