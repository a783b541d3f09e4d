package io.keepwatch.ingest;

import io.keepwatch.telemetry.batch.TelemetryBatch;
import java.util.ArrayList;
import java.util.List;

/// A batch that requests still join, and the tickets of those that did.
final class OpenBatch {

    private final TelemetryBatch rows;
    private final List<Ticket> tickets = new ArrayList<>();

    OpenBatch(Signal signal) {
        this.rows = signal.newBatch();
    }

    /// All records that can be stored, or none when the translation fails.
    ///
    /// @param room for the rows: a resource is stored with each of its records, so they can be larger than the request
    Ticket append(Delivery delivery, Content content, Delivery.Room room) throws UnreadableDeliveryException {
        int before = rows.rows();
        long bytesBefore = rows.bytes();
        var rejections = new Rejections();
        try {
            content.appendTo(rows, rejections);
            room.take(Math.toIntExact(Math.max(0, rows.bytes() - bytesBefore)));
        } catch (RuntimeException | UnreadableDeliveryException failure) {
            rows.rollbackTo(before);
            throw failure;
        }
        var ticket = new Ticket(delivery, rejections, rows.rows() - before);
        if (ticket.rows() == 0) {
            ticket.stored();
        } else {
            tickets.add(ticket);
        }
        return ticket;
    }

    TelemetryBatch rows() {
        return rows;
    }

    List<Ticket> tickets() {
        return tickets;
    }

    boolean isEmpty() {
        return tickets.isEmpty();
    }

    boolean isFull(IngestLimits limits) {
        return rows.rows() >= limits.batchRows() || rows.bytes() >= limits.batchBytes();
    }
}
