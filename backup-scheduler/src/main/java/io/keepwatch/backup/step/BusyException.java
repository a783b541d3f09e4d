package io.keepwatch.backup.step;

/// Another run has what this one needs for itself.
public final class BusyException extends RuntimeException {

    private final String runId;

    BusyException(String runId) {
        super("The run " + runId + " is on");
        this.runId = runId;
    }

    public String runId() {
        return runId;
    }
}
