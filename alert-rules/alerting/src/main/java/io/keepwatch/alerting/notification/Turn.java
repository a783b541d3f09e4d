package io.keepwatch.alerting.notification;

import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whose turn it is to deliver: one process at a time, under a lease.
final class Turn {

    static final String NAME = "notification";
    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final Duration ROUND = Duration.ofSeconds(2);

    private final Leases leases;
    private final LongSupplier nanos;
    private @Nullable Lease lease;
    private long renewedAt;

    /// @param nanos as [System#nanoTime]
    Turn(Leases leases, LongSupplier nanos) {
        this.leases = leases;
        this.nanos = nanos;
        this.renewedAt = nanos.getAsLong() - ROUND.toNanos();
    }

    /// The lease when it is our turn, renewed in time; empty when another process has it.
    synchronized Optional<Lease> take() {
        long now = nanos.getAsLong();
        Lease held = lease;
        if (now - renewedAt < ROUND.toNanos()) {
            return Optional.ofNullable(held);
        }
        lease = leases.keep(held, NAME, LENGTH).orElse(null);
        renewedAt = now;
        return Optional.ofNullable(lease);
    }

    /// Whether nobody can have taken this lease: asked right before what cannot be taken back.
    synchronized boolean isCertain(Lease held) {
        return lease != null && lease.token() == held.token() && nanos.getAsLong() - renewedAt < LENGTH.toNanos();
    }

    /// A guarded write has shown that another process has it.
    synchronized void lost(Lease held) {
        if (lease != null && lease.token() == held.token()) {
            lease = null;
        }
    }

    /// Others can take it at once.
    synchronized void giveBack() {
        if (lease != null) {
            leases.release(lease);
            lease = null;
        }
    }
}
