package io.keepwatch.metadata;

/// Somebody else has taken the lease; the write did not happen.
public final class LeaseLostException extends RuntimeException {

    LeaseLostException(Lease lease) {
        super("Cannot write under the lease " + lease.name() + " with token " + lease.token() + ": another process has taken it");
    }
}
