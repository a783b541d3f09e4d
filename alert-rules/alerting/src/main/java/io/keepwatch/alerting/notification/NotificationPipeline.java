package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.ActiveAlert;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.notification.Teller.Moment;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.ActiveRouting.Setup;
import io.keepwatch.alerting.routing.AlertGroup;
import io.keepwatch.alerting.routing.Inhibitions;
import io.keepwatch.alerting.routing.Muting;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.LeaseLostException;
import io.keepwatch.telemetry.series.Labels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From what rules and others say of alerts to messages at their destinations.
final class NotificationPipeline implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NotificationPipeline.class);
    /// What other processes do is noticed within it.
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(500);
    private static final Duration LEAST_SLEEP = Duration.ofMillis(1);
    /// Groups that are told between two looks at who waits.
    private static final int AT_ONCE = 50;
    private static final Duration UNWRITABLE = Duration.ofMinutes(1);
    private static final Duration LAST_MESSAGES = Duration.ofSeconds(10);

    private final Turn turn;
    private final Groups groups;
    private final Teller teller;
    private final Couriers couriers;
    private final Escalation escalation;
    private final Sweep sweep;
    private final ActiveRouting routing;
    private final Supplier<Silences> silences;
    private final Supplier<RuleGroups> rules;
    private final Clock clock;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("notification").unstarted(this::run);
    private @Nullable Lease held;
    private boolean troubled;
    private volatile boolean closed;

    NotificationPipeline(Turn turn, Groups groups, Teller teller, Couriers couriers, Escalation escalation, Sweep sweep,
            ActiveRouting routing, Supplier<Silences> silences, Supplier<RuleGroups> rules, Clock clock) {
        this.turn = turn;
        this.groups = groups;
        this.teller = teller;
        this.couriers = couriers;
        this.escalation = escalation;
        this.sweep = sweep;
        this.routing = routing;
        this.silences = silences;
        this.rules = rules;
        this.clock = clock;
    }

    /// One round. What has happened is taken in, what has to be told is written down, and what is written is sent. Each of these is kept
    /// when it is done, so that another process goes on where this one ends, whenever that is.
    void deliver() {
        Lease lease = turn.take().orElse(null);
        if (lease == null) {
            held = null;
            return;
        }
        takeOver(lease);
        Setup setup = routing.current();
        Instant now = clock.instant();
        if (groups.use(setup, lease, now)) {
            couriers.readdress(lease);
        }
        groups.takeIn(lease, now);
        tellWhatIsDue(lease, setup, now);
        escalation.look(lease);
        couriers.send(lease);
        sweep.sweep(lease);
    }

    /// What is told is sent while the rest of a storm is still being written down, and nobody takes over meanwhile.
    private void tellWhatIsDue(Lease lease, Setup setup, Instant now) {
        List<AlertGroup> due = groups.due(now);
        if (due.isEmpty()) {
            return;
        }
        Moment moment = moment(setup, now);
        for (int i = 0; i < due.size(); i++) {
            if (i > 0 && i % AT_ONCE == 0) {
                turn.take(); // the writes show when it is lost
                couriers.send(lease);
            }
            tell(lease, due.get(i), moment);
        }
    }

    private void tell(Lease lease, AlertGroup group, Moment moment) {
        try {
            groups.put(teller.tell(lease, group, groups.route(group), moment));
        } catch (UnwritableException e) {
            log.error("Cannot tell of the group {}; trying again in a minute", group.key(), e);
            groups.put(new AlertGroup(group.id(), group.key(), group.labels(), group.alerts(), moment.at().plus(UNWRITABLE)));
        }
    }

    private void takeOver(Lease lease) {
        if (held != null && held.token() == lease.token()) {
            return;
        }
        groups.load();
        held = lease;
        log.info("This process delivers notifications");
    }

    private Moment moment(Setup setup, Instant now) {
        var inhibitions = new Inhibitions(setup.config().inhibitRules(), groups.firing(now));
        var muting = new Muting(inhibitions, setup.config().timeIntervals(), silences.get().all(), now);
        return new Moment(setup, muting, annotations(), now);
    }

    /// Of the alerts that fire by rules, as the last evaluation wrote them.
    private Map<Labels, SortedMap<String, String>> annotations() {
        return rules.get().alerts().stream().filter(alert -> alert.state() != ActiveAlert.State.PENDING)
                .collect(Collectors.toMap(alert -> alert.alert().labels(), alert -> alert.alert().annotations(), (one, _) -> one));
    }

    void open() {
        couriers.onFree(this::wake);
        routing.onChange(this::wake);
        thread.start();
    }

    /// There is something new.
    void wake() {
        woken.release();
    }

    private void run() {
        while (!closed) {
            try {
                round();
                woken.tryAcquire(sleep().toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
            } catch (InterruptedException _) {
                return; // closed
            }
        }
    }

    /// As [#deliver]; what goes wrong is tried again.
    void round() {
        try {
            deliver();
            troubled = false;
        } catch (LeaseLostException e) {
            log.info("Another process delivers notifications now");
            Optional.ofNullable(held).ifPresent(turn::lost);
            held = null;
        } catch (RuntimeException e) {
            if (!troubled) {
                log.error("Cannot deliver notifications; trying again twice a second", e);
            }
            troubled = true;
            held = null; // what is in memory may not be what is stored
        }
    }

    private Duration sleep() {
        Duration sleep = LONGEST_SLEEP;
        Instant now = clock.instant();
        for (Instant next : held == null ? List.<Instant>of() : Stream.of(groups.next(), couriers.nextFree()).flatMap(Stream::ofNullable).toList()) {
            Duration left = Duration.between(now, next);
            sleep = left.compareTo(sleep) < 0 ? left : sleep;
        }
        return sleep.isPositive() ? sleep : LEAST_SLEEP;
    }

    /// Lets messages that are being sent arrive, so that nobody has to doubt it, and others take over at once.
    @Override
    public void close() {
        closed = true;
        couriers.stop();
        thread.interrupt();
        long deadline = System.nanoTime() + LAST_MESSAGES.toNanos();
        try {
            thread.join(LAST_MESSAGES);
            while (couriers.busy() && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            turn.giveBack();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.debug("Cannot give back the lease of notifications; others take it when it has run out", e);
        }
    }
}
