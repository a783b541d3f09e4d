package io.keepwatch.ingest;

import io.keepwatch.ingest.IngestResult.Invalid;
import io.keepwatch.ingest.IngestResult.Unavailable;
import io.keepwatch.ingest.Rejections.Reason;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /// @return why the store cannot be reached, when that is so
    Optional<Unavailable> insert(OpenBatch batch) {
        List<Ticket> tickets = batch.tickets();
        try {
            var refused = new ArrayList<Refused>();
            insert(batch.rows(), tickets, refused);
            if (refused.size() > 1 && refused.size() == tickets.size()) {
                // nothing at all gets in: the fault is in the store or in us, and no sender shall drop its data for it
                log.error("Cannot store any of {} requests: the store refuses them all", tickets.size(), refused.getFirst().why());
                answer(tickets, new Unavailable(RETRY_AFTER_FAULT, "the store refuses everything: " + refused.getFirst().why().getMessage()));
            } else {
                refused.forEach(this::refuse);
            }
            return Optional.empty();
        } catch (StoreUnavailableException down) {
            var unavailable = new Unavailable(down.retryAfter(), String.valueOf(down.getMessage()));
            answer(tickets, unavailable);
            return Optional.of(unavailable);
        } finally {
            // reached unanswered only by an error of the machine, e.g. no memory: the sender may try again
            answer(tickets, new Unavailable(RETRY_AFTER_FAULT, "the insert failed"));
        }
    }

    static void answer(List<Ticket> tickets, IngestResult result) {
        tickets.forEach(ticket -> ticket.answer(result));
    }

    /// A store that takes no such batch may object to one request in it. The others must not suffer from that one, now or when
    /// they are repeated, so the batch is halved until the guilty one is alone.
    private void insert(TelemetryBatch rows, List<Ticket> tickets, List<Refused> refused) {
        Signal signal = tickets.getFirst().delivery().signal();
        try {
            metrics.timeInsert(signal, rows.rows(), () -> writer.write(rows));
            tickets.forEach(Ticket::stored);
        } catch (StoreUnavailableException down) {
            throw down;
        } catch (RuntimeException why) {
            if (tickets.size() == 1) {
                refused.add(new Refused(tickets.getFirst(), why));
            } else {
                int half = tickets.size() / 2;
                insertAnew(tickets.subList(0, half), refused);
                insertAnew(tickets.subList(half, tickets.size()), refused);
            }
        }
    }

    private void insertAnew(List<Ticket> tickets, List<Refused> refused) {
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
        insert(rows, tickets, refused);
    }

    private void refuse(Refused refused) {
        Ticket ticket = refused.ticket();
        Signal signal = ticket.delivery().signal();
        log.warn("Cannot store {} rows of {}: the store refuses them; their sender is told", ticket.rows(), signal.word(), refused.why());
        metrics.rejected(signal, Reason.REFUSED_BY_STORE, ticket.rows());
        ticket.answer(new Invalid("The store refuses these %s: %s".formatted(signal.records(), refused.why().getMessage())));
    }

    private record Refused(Ticket ticket, RuntimeException why) {}
}
