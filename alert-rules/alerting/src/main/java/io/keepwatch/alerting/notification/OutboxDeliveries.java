package io.keepwatch.alerting.notification;

import io.keepwatch.access.Actor;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.notification.Destinations.Failing;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.metadata.ShortId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/// What people see of deliveries and what they may ask for, in every control process.
final class OutboxDeliveries implements Deliveries {

    private final StoredDeliveries stored;
    private final Destinations destinations;
    private final DeliveryQueue queue;
    private final TestAlerts tests;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final Runnable wake;
    private final Clock clock;

    /// @param wake tells the pipeline of this process that there is something new
    OutboxDeliveries(StoredDeliveries stored, Destinations destinations, DeliveryQueue queue, TestAlerts tests, TransactionTemplate transaction,
            AuditLog audit, Runnable wake, Clock clock) {
        this.stored = stored;
        this.destinations = destinations;
        this.queue = queue;
        this.tests = tests;
        this.transaction = transaction;
        this.audit = audit;
        this.wake = wake;
        this.clock = clock;
    }

    @Override
    public List<Delivery> list(Scope scope) {
        return stored.list(scope);
    }

    @Override
    public Optional<Delivery> find(long id) {
        return stored.find(id);
    }

    @Override
    public List<Trouble> troubles() {
        return destinations.all().stream().filter(failing -> !failing.over()).map(this::trouble).toList();
    }

    private Trouble trouble(Failing failing) {
        return new Trouble(failing.receiver(), failing.integration(), failing.destination(), failing.since(), failing.why(), failing.hint(),
                failing.next(), stored.unsent(failing.queue()));
    }

    @Override
    public void retry(long id, Actor actor) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(_ -> {
            Delivery delivery = stored.find(id).orElseThrow(() -> new NoSuchElementException("There is no delivery " + id));
            queue.hurry(id, ShortId.of(delivery.destination()), now);
            audit.append(actor.did("delivery.retry", delivery.destination(), Map.of("delivery", Long.toString(id), "summary", delivery.summary())));
        });
        wake.run();
    }

    @Override
    public List<Long> test(String receiver, Actor actor) {
        List<Long> ids = transaction.execute(_ -> {
            List<Long> written = tests.write(receiver, actor, clock.instant());
            audit.append(actor.did("receiver.test", receiver, Map.of()));
            return written;
        });
        wake.run();
        return ids;
    }
}
