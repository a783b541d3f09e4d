package io.keepwatch.ingest;

import io.keepwatch.ingest.IngestResult.Invalid;
import io.keepwatch.ingest.IngestResult.Overloaded;
import io.keepwatch.ingest.IngestResult.TooLarge;
import io.keepwatch.ingest.IngestResult.Unavailable;
import io.keepwatch.observability.SelfMarker;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of every request from a receiver to the store. What is answered with success is stored.
public final class IngestPipeline implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IngestPipeline.class);
    private static final Duration RETRY_AFTER_STOP = Duration.ofSeconds(5);

    private final IngestLimits limits;
    private final IngestMetrics metrics;
    private final IngestSpans spans;
    private final ByteBudget budget;
    private final ScheduledExecutorService timer;
    private final Map<Signal, Batcher> batchers = new EnumMap<>(Signal.class);
    private volatile boolean closed;

    public IngestPipeline(TelemetryWriter writer, IngestLimits limits, IngestMetrics metrics, OpenTelemetry telemetry, SelfMarker self) {
        this.limits = limits;
        this.metrics = metrics;
        this.spans = new IngestSpans(telemetry, self);
        this.budget = new ByteBudget(limits.budgetBytes());
        this.timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("batch-age").factory());
        var inserter = new BatchInserter(writer, metrics);
        for (Signal signal : Signal.values()) {
            batchers.put(signal, new Batcher(signal, limits, inserter, timer));
        }
        metrics.observe(budget);
    }

    /// Takes a request in and returns when its records are stored, or when they cannot be.
    ///
    /// A request is admitted by its bytes, unpacked and decoded within the budget, joins its signal's open batch
    /// (bad records are counted and left out), and is answered when the batch's insert is done.
    public IngestResult accept(Delivery delivery) {
        IngestResult result = spans.around(delivery, () -> answer(delivery));
        metrics.answered(delivery.transport(), delivery.signal(), delivery.wireBytes(), result);
        return result;
    }

    private IngestResult answer(Delivery delivery) {
        if (closed) {
            return stopping();
        }
        if (delivery.wireBytes() > limits.wireBytes()) {
            return new TooLarge("The request", limits.wireBytes());
        }
        try (var admission = new Admission(budget)) {
            admission.take(delivery.wireBytes());
            Ticket ticket = join(delivery, delivery.open(admission), admission);
            return ticket.await(limits.answerWithin());
        } catch (UnreadableDeliveryException unreadable) {
            return unreadable.answer();
        } catch (RuntimeException failure) {
            log.error("Cannot translate a request of {} by {}", delivery.signal().word(), delivery.transport(), failure);
            return new Invalid("The request cannot be translated: " + failure);
        }
    }

    private Ticket join(Delivery delivery, Content content, Admission admission) throws UnreadableDeliveryException {
        Ticket ticket = batchers.get(delivery.signal()).join(delivery, content, admission);
        metrics.translated(delivery.signal(), ticket.rejections());
        return ticket;
    }

    /// For receivers that know the length of a request before they read it.
    public boolean hasRoomFor(long bytes) {
        return !closed && budget.inFlight() + bytes <= budget.total();
    }

    /// What to answer when there is no room: counted like every other answer.
    public IngestResult refuse(Signal signal, String transport) {
        IngestResult result = closed ? stopping() : new Overloaded(Admission.RETRY_AFTER);
        metrics.answered(transport, signal, 0, result);
        return result;
    }

    private static IngestResult stopping() {
        return new Unavailable(RETRY_AFTER_STOP, "Keepwatch is stopping");
    }

    public IngestLimits limits() {
        return limits;
    }

    /// Takes nothing more in, and waits until what was taken in is answered.
    @Override
    public void close() {
        closed = true;
        for (Batcher batcher : batchers.values()) {
            if (!batcher.drain(Duration.ofSeconds(5))) {
                log.warn("Not every request was answered before the stop; their senders will repeat them");
            }
        }
        timer.shutdownNow();
    }
}
