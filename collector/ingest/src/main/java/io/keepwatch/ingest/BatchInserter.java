package io.keepwatch.ingest;

import io.keepwatch.ingest.IngestResult.Invalid;
import io.keepwatch.ingest.IngestResult.Unavailable;
import io.keepwatch.ingest.Rejections.Reason;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a batch and answers every request in it, whatever happens.
final class BatchInserter {

    private static final Logger log = LoggerFactory.getLogger(BatchInserter.class);
    private static final Duration RETRY_AFTER_FAULT = Duration.ofSeconds(5);

    private final TelemetryWriter writer;
    private final IngestMetrics metrics;

    BatchInserter(TelemetryWriter writer, IngestMetrics metrics) {
        this.writer = writer;
        this.metrics = metrics;
    }

    void insert(OpenBatch batch) {
        try {
            insert(batch.rows(), batch.tickets());
        } finally {
            // reached unanswered only by an error of the machine, e.g. no memory: the sender may try again
            answer(batch.tickets(), new Unavailable(RETRY_AFTER_FAULT, "the insert failed"));
        }
    }

    private void insert(TelemetryBatch rows, List<Ticket> tickets) {
        Signal signal = tickets.getFirst().delivery().signal();
        try {
            metrics.timeInsert(signal, rows.rows(), () -> writer.write(rows));
            tickets.forEach(Ticket::stored);
        } catch (StoreUnavailableException down) {
            answer(tickets, new Unavailable(down.retryAfter(), String.valueOf(down.getMessage())));
        } catch (RuntimeException refused) {
            findGuilty(tickets, refused);
        }
    }

    /// The store takes no such batch. One request is at fault: the others must not suffer from it, now or when they are
    /// repeated, so the batch is halved until the guilty one is alone.
    private void findGuilty(List<Ticket> tickets, RuntimeException refused) {
        if (tickets.size() == 1) {
            refuse(tickets.getFirst(), refused);
            return;
        }
        int half = tickets.size() / 2;
        insertAnew(tickets.subList(0, half));
        insertAnew(tickets.subList(half, tickets.size()));
    }

    private void insertAnew(List<Ticket> tickets) {
        Signal signal = tickets.getFirst().delivery().signal();
        TelemetryBatch rows = signal.newBatch();
        for (Ticket ticket : tickets) {
            try {
                // what is rejected now was counted the first time
                ticket.delivery().open(_ -> {}).appendTo(rows, new Rejections());
            } catch (UnreadableDeliveryException unreadable) {
                throw new IllegalStateException("a request that was read before", unreadable);
            }
        }
        insert(rows, tickets);
    }

    private void refuse(Ticket ticket, RuntimeException refused) {
        Signal signal = ticket.delivery().signal();
        log.warn("Cannot store {} rows of {}: the store refuses them; the sender is told", ticket.rows(), signal.word(), refused);
        metrics.rejected(signal, Reason.REFUSED_BY_STORE, ticket.rows());
        ticket.answer(new Invalid("The store refuses these %s: %s".formatted(signal.records(), refused.getMessage())));
    }

    private static void answer(List<Ticket> tickets, IngestResult result) {
        tickets.forEach(ticket -> ticket.answer(result));
    }
}
