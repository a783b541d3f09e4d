package io.keepwatch.prometheus;

import io.keepwatch.promql.SampleRoom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// How many samples all queries together may hold in memory.
final class SampleBudget {

    /// Shares grow and shrink by as many, so that queries rarely meet here.
    private static final long UNIT = 64 * 1024;

    private final LongSupplier total;
    private final AtomicLong taken = new AtomicLong();

    SampleBudget(LongSupplier total) {
        this.total = total;
    }

    Share share() {
        return new Share();
    }

    long taken() {
        return taken.get();
    }

    long total() {
        return total.getAsLong();
    }

    /// What one query holds, until it is closed; then there is no more room for it.
    final class Share implements SampleRoom, AutoCloseable {

        private long mine;
        private boolean closed;

        @Override
        public synchronized boolean hold(long samples) {
            if (closed) {
                return false;
            }
            long wanted = samples == 0 ? 0 : (samples / UNIT + 1) * UNIT;
            if (wanted > mine && taken.addAndGet(wanted - mine) > Math.max(total.getAsLong(), UNIT)) {
                taken.addAndGet(mine - wanted);
                return false;
            }
            if (wanted < mine) {
                taken.addAndGet(wanted - mine);
            }
            mine = wanted;
            return true;
        }

        @Override
        public synchronized void close() {
            hold(0);
            closed = true;
        }
    }
}
