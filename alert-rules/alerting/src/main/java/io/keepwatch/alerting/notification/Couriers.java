package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.notification.DeliveryQueue.Addressed;
import io.keepwatch.alerting.notification.DeliveryQueue.Queue;
import io.keepwatch.alerting.notification.DeliveryQueue.Waiting;
import io.keepwatch.alerting.notification.Destinations.Failing;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.LeaseLostException;
import io.keepwatch.metadata.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Send what is written, one message after the other to each destination and to all destinations at once. A message is marked before it
/// is sent and settled after it, so that whoever comes after this process knows which one may have arrived.
final class Couriers {

    private static final Logger log = LoggerFactory.getLogger(Couriers.class);
    private static final Duration REJECTED = Duration.ofMinutes(5);
    /// What failed so often in a row lets others go first for a while: it may be the message and not the destination.
    private static final int STEPS_ASIDE = 5;
    private static final Duration ASIDE = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DeliveryQueue queue;
    private final Destinations destinations;
    private final Leases leases;
    private final Turn turn;
    private final Supplier<Channels> channels;
    private final DeliveryMetrics metrics;
    private final Backoff backoff;
    private final Executor runs;
    private final Clock clock;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private Runnable wake = () -> {};
    private volatile boolean stopped;

    /// What this process knows of a destination.
    ///
    /// @param notBefore for the pace, or because it failed
    private record Lane(boolean busy, Instant notBefore) {}

    /// @param runs one task for each destination to which something is sent
    Couriers(DeliveryQueue queue, Destinations destinations, Leases leases, Turn turn, Supplier<Channels> channels, DeliveryMetrics metrics,
            Backoff backoff, Executor runs, Clock clock) {
        this.queue = queue;
        this.destinations = destinations;
        this.leases = leases;
        this.turn = turn;
        this.channels = channels;
        this.metrics = metrics;
        this.backoff = backoff;
        this.runs = runs;
        this.clock = clock;
    }

    /// @param wake is called when a destination is free again
    void onFree(Runnable wake) {
        this.wake = wake;
    }

    /// What nobody sends though it is marked: its process ended, or does not know whether the mark was kept. Only [#send] starts runs, so a
    /// destination that is not busy here has none.
    private void recover(Lease lease, Instant now) {
        for (String marked : queue.marked()) {
            Lane lane = lanes.get(marked);
            if (lane == null || !lane.busy) {
                int doubtful = leases.guarded(lease, () -> queue.recover(marked, now));
                log.warn("{} messages were being sent when their process ended; they are sent again, marked as possible repeats", doubtful);
            }
        }
    }

    /// What is on its way may arrive; nothing else is sent.
    void stop() {
        stopped = true;
    }

    /// With another configuration, what waits goes where its integration leads now, and what was refused may be wanted. What is for an
    /// integration that is no more, is given up.
    void readdress(Lease lease) {
        Instant now = clock.instant();
        leases.guarded(lease, () -> {
            for (Addressed old : queue.addressed()) {
                channels.get().named(old.integration()).ifPresentOrElse(channel -> queue.readdress(old, channel.destination(), now), () ->
                        queue.expire("integration = :integration and created_at <= :then", now, old.integration(),
                                "The configuration has no " + old.integration() + " any more", now));
            }
            destinations.forgetUnused();
            return true;
        });
    }

    /// Starts one run for each destination that is free and for which something waits.
    void send(Lease lease) {
        Instant now = clock.instant();
        recover(lease, now);
        if (queue.hasRejected(now)) {
            leases.guarded(lease, () -> {
                queue.tryRejectedAgain(now, now);
                return true;
            });
        }
        List<Queue> due = queue.due(now);
        Set<String> failing = due.isEmpty() ? Set.of() : failing(now);
        for (Queue one : due) {
            if (!failing.contains(one.id()) && claim(one.id(), now)) {
                runs.execute(() -> run(one.id(), lease));
            }
        }
    }

    /// Those that are left alone now.
    private Set<String> failing(Instant now) {
        return destinations.all().stream().filter(one -> one.leftAlone(now)).map(Failing::queue).collect(Collectors.toSet());
    }

    private boolean claim(String lane, Instant now) {
        boolean[] claimed = {false};
        lanes.compute(lane, (_, known) -> {
            claimed[0] = known == null || !known.busy && !Backoff.isAhead(known.notBefore, now);
            return claimed[0] ? new Lane(true, now) : known;
        });
        return claimed[0];
    }

    /// When the next destination is free again whose pace is kept; null when there is none.
    @Nullable Instant nextFree() {
        Instant now = clock.instant();
        return lanes.values().stream().filter(lane -> !lane.busy && lane.notBefore.isAfter(now)).map(Lane::notBefore).min(Instant::compareTo).orElse(null);
    }

    boolean busy() {
        return lanes.values().stream().anyMatch(Lane::busy);
    }

    private void run(String lane, Lease lease) {
        Instant notBefore = clock.instant();
        try {
            Optional<Waiting> next = queue.next(lane, notBefore);
            while (next.isPresent()) {
                notBefore = deliver(next.get(), lease);
                next = next(lane, notBefore, lease);
            }
        } catch (LeaseLostException e) {
            log.info("Another process delivers now: {}", e.getMessage());
            turn.lost(lease);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("Cannot send what waits; it is tried again: {}", e.toString());
            notBefore = clock.instant().plus(RETRY);
        } finally {
            lanes.put(lane, new Lane(false, notBefore));
            wake.run();
        }
    }

    private Optional<Waiting> next(String lane, Instant notBefore, Lease lease) {
        Instant now = clock.instant();
        boolean goesOn = !stopped && !notBefore.isAfter(now) && turn.isCertain(lease)
                && destinations.find(lane).filter(failing -> failing.leftAlone(now)).isEmpty();
        return goesOn ? queue.next(lane, now) : Optional.empty();
    }

    /// Marks it, sends it, and settles it.
    ///
    /// @return before when nothing is sent there, for its pace
    private Instant deliver(Waiting message, Lease lease) throws InterruptedException {
        Channel channel = channels.get().named(message.integration()).orElse(null);
        if (channel == null) {
            return clock.instant().plus(RETRY); // the configuration has just changed: it will be given up
        }
        String receipt = queue.receipt(message);
        if (!leases.guarded(lease, () -> queue.sending(message))) {
            return clock.instant();
        }
        Outcome outcome = turn.isCertain(lease) ? send(message, channel, receipt) : new Outcome.Retry(null, "Another process may deliver now");
        Instant at = clock.instant();
        metrics.attempted(message, channel, outcome, at);
        return settle(lease, message, () -> settled(message, channel, outcome, at));
    }

    private static Outcome send(Waiting message, Channel channel, String receipt) throws InterruptedException {
        try {
            return channel.notifier().send(message.sending(receipt), channel.integration());
        } catch (RuntimeException e) {
            log.error("Cannot send message {} to {}", message.id(), message.destination(), e);
            return new Outcome.Doubtful("Keepwatch made a mistake: " + e);
        }
    }

    /// What came of it must be known before anything else is done: else it would be sent again without a mark.
    private Instant settle(Lease lease, Waiting message, Supplier<Instant> write) throws InterruptedException {
        while (true) {
            try {
                return leases.guarded(lease, write);
            } catch (LeaseLostException e) {
                throw e;
            } catch (RuntimeException e) {
                log.warn("Cannot record what came of message {}; trying again: {}", message.id(), e.toString());
                Thread.sleep(RETRY);
            }
        }
    }

    private Instant settled(Waiting message, Channel channel, Outcome outcome, Instant at) {
        return switch (outcome) {
            case Outcome.Sent sent -> {
                queue.sent(message, sent.receipt(), at);
                destinations.works(message.queue(), at);
                yield at.plus(channel.notifier().pace());
            }
            case Outcome.Retry retry -> failed(message, retry.why(), retry.after(), false, at);
            case Outcome.Doubtful doubtful -> failed(message, doubtful.why(), null, true, at);
            case Outcome.Rejected rejected -> {
                queue.failed(message, "REJECTED", false, at.plus(REJECTED), rejected.why(), at);
                destinations.rejected(message, rejected, at, at.plus(REJECTED));
                yield at.plus(channel.notifier().pace());
            }
        };
    }

    private Instant failed(Waiting message, String why, @Nullable Duration asked, boolean maybeArrived, Instant at) {
        int failures = destinations.find(message.queue()).map(Failing::failures).orElse(0) + 1;
        Instant next = at.plus(backoff.after(failures, asked));
        boolean aside = (message.attempts() + 1) % STEPS_ASIDE == 0 && queue.othersWait(message);
        queue.failed(message, "WAITING", maybeArrived, aside ? next.plus(ASIDE) : next, why, at);
        destinations.failed(message, failures, why, at, next);
        return at;
    }
}
