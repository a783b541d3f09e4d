package io.keepwatch.ingest;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of requests may be in memory at once. Nobody waits for it: a sender that is told at once to come
/// back later costs less than one that is kept.
final class ByteBudget {

    private final long total;
    private final AtomicLong inFlight = new AtomicLong();

    ByteBudget(long total) {
        this.total = total;
    }

    /// @return false when the budget has no room for it
    boolean take(long bytes) {
        if (inFlight.addAndGet(bytes) <= total) {
            return true;
        }
        inFlight.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        inFlight.addAndGet(-bytes);
    }

    long inFlight() {
        return inFlight.get();
    }

    long total() {
        return total;
    }
}
