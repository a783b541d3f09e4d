package io.keepwatch.ingest;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A request that waits for the insert of the batch that its records are in.
final class Ticket {

    private final Delivery delivery;
    private final Rejections rejections;
    private final int rows;
    private final CompletableFuture<IngestResult> answer = new CompletableFuture<>();

    Ticket(Delivery delivery, Rejections rejections, int rows) {
        this.delivery = delivery;
        this.rejections = rejections;
        this.rows = rows;
    }

    Delivery delivery() {
        return delivery;
    }

    Rejections rejections() {
        return rejections;
    }

    /// How many rows of the batch are this request's.
    int rows() {
        return rows;
    }

    void stored() {
        answer.complete(rejections.result(delivery.signal()));
    }

    /// The first answer counts.
    void answer(IngestResult result) {
        answer.complete(result);
    }

    IngestResult await(Duration patience) {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooSlow) {
            return new IngestResult.Unavailable(Duration.ofSeconds(5), "the insert takes longer than " + patience.toSeconds() + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new IngestResult.Unavailable(Duration.ofSeconds(5), "Keepwatch is stopping");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("tickets are only answered", impossible);
        }
    }
}
