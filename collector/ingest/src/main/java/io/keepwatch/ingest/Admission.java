package io.keepwatch.ingest;

import java.time.Duration;

/// The part of the [ByteBudget] that one request holds, from its arrival to its answer.
final class Admission implements AutoCloseable, Delivery.Room {

    /// Long enough for an insert to end, short enough that a sender's own buffer does not overflow.
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ByteBudget budget;
    private long held;

    Admission(ByteBudget budget) {
        this.budget = budget;
    }

    @Override
    public void take(int bytes) throws UnreadableDeliveryException {
        if (!budget.take(bytes)) {
            throw new UnreadableDeliveryException(new IngestResult.Overloaded(RETRY_AFTER));
        }
        held += bytes;
    }

    @Override
    public void close() {
        budget.giveBack(held);
        held = 0;
    }
}
