package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertReceiver;
import io.keepwatch.alerting.evaluation.AlertNotice;
import io.keepwatch.alerting.evaluation.Evaluation;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.Slots;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.LeaseLostException;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// One group while this process evaluates it: when it is due, and what an evaluation leads to.
final class GroupRunner {

    private static final Logger log = LoggerFactory.getLogger(GroupRunner.class);
    /// A state that is not older is that of a process which has just stopped: it is gone on with at once.
    private static final int RECENT = 3;

    private final Workshop shop;
    private final Lease lease;
    private final WrittenGroup written;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile LoadedGroup group;
    private volatile Shown shown;
    private volatile Instant next;
    private volatile boolean lost;
    private GroupState state;
    private Duration shift = Duration.ZERO;
    private boolean troubled;

    /// What all groups use.
    ///
    /// @param restore null where no backups are known
    record Workshop(Evaluating evaluating, EvaluationPool pool, SampleWriter samples, RuleStore store, List<AlertReceiver> receivers,
                    RuleMetrics metrics, @Nullable RestoreAnnotations restore, Clock clock) {

        Workshop(Evaluating evaluating, EvaluationPool pool, SampleWriter samples, RuleStore store, List<AlertReceiver> receivers,
                RuleMetrics metrics, Clock clock) {
            this(evaluating, pool, samples, store, receivers, metrics, null, clock);
        }
    }

    /// What others may see, after each evaluation.
    ///
    /// @param missed slots
    record Shown(GroupState state, Duration took, Duration lag, long samples, long missed) {}

    /// @param state as it was stored, or a new one
    GroupRunner(Workshop shop, Lease lease, LoadedGroup group, GroupState state) {
        this.shop = shop;
        this.lease = lease;
        this.group = group;
        this.state = state;
        this.written = WrittenGroup.of(group, state);
        this.shown = new Shown(state, Duration.ZERO, Duration.ZERO, 0, 0);
        this.next = first(shop.clock.instant());
    }

    private Instant first(Instant now) {
        Instant current = slots().at(now);
        Instant last = state.lastSlot();
        if (last != null && last.isAfter(now.plus(interval()))) {
            shift = Duration.between(last, current); // the clock was set back while nobody looked
        }
        boolean recent = last != null && last.isBefore(current) && last.isAfter(now.minus(interval().multipliedBy(RECENT)));
        return recent ? current : slots().after(current);
    }

    LoadedGroup group() {
        return group;
    }

    Lease lease() {
        return lease;
    }

    Shown shown() {
        return shown;
    }

    Instant next() {
        return next;
    }

    boolean lost() {
        return lost;
    }

    boolean busy() {
        return busy.get();
    }

    /// The file says something else now. The states of rules that stay, stay.
    void use(LoadedGroup changed) {
        Duration before = interval();
        group = changed;
        if (!before.equals(interval())) {
            next = slots().after(slots().at(shop.clock.instant()));
        }
    }

    /// The clock was set: what is remembered goes with it before the next evaluation.
    synchronized void clockSet(Duration by) {
        shift = shift.plus(by);
        next = slots().after(slots().at(shop.clock.instant()));
    }

    private synchronized Duration takeShift() {
        Duration by = shift;
        shift = Duration.ZERO;
        return by;
    }

    /// Claims the turn that is due; [#evaluate] gives it back.
    boolean claim(Instant now) {
        return !lost && !now.isBefore(next) && busy.compareAndSet(false, true);
    }

    void evaluate() {
        try {
            Duration by = takeShift();
            if (!by.isZero()) {
                log.warn("The clock was set by {}: the alerts of {} go with it", by, group.group().key());
                state = ClockShift.of(state, by);
            }
            Instant begun = shop.clock.instant();
            Instant nominal = slots().at(begun);
            long missed = missed(nominal);
            next = slots().after(nominal);
            Instant slot = nominal.truncatedTo(ChronoUnit.MILLIS);
            if (state.lastSlot() == null || slot.isAfter(state.lastSlot())) {
                evaluate(slot, begun, missed);
            }
        } catch (RuntimeException e) {
            log.error("Cannot evaluate the rule group {}", group.group().key(), e);
        } finally {
            busy.set(false);
        }
    }

    /// Slots between the one that was due and this one.
    private long missed(Instant nominal) {
        return next.isBefore(nominal) ? Duration.between(next, nominal).dividedBy(interval()) : 0;
    }

    private void evaluate(Instant slot, Instant begun, long missed) {
        LoadedGroup turn = group;
        GroupState before = state;
        List<Sample> samples = new ArrayList<>();
        Evaluation evaluation = advised(evaluated(turn, before, slot, samples), slot);
        GroupState after = evaluation.state();
        String refusal = write(samples);
        if (refusal != null) {
            after = Amended.notWritten(after, before, refusal);
        }
        List<AlertNotice> notices = evaluation.notices();
        String trouble = save(turn, after);
        if (lost) {
            return;
        }
        if (trouble != null) {
            after = Amended.notSaved(after, before, trouble);
            notices = List.of();
        }
        state = after;
        Duration took = Duration.between(begun, shop.clock.instant());
        shown = new Shown(after, took, Duration.between(slot, begun), evaluation.samples(), shown.missed() + missed);
        shop.metrics.evaluated(turn, after, missed);
        handOn(notices);
    }

    private Evaluation advised(Evaluation evaluation, Instant slot) {
        return shop.restore == null ? evaluation : shop.restore.addTo(evaluation, slot);
    }

    private Evaluation evaluated(LoadedGroup turn, GroupState before, Instant slot, List<Sample> samples) {
        try {
            return shop.pool.run(() -> shop.evaluating.evaluator().evaluate(turn.group(), before, slot, sample -> {
                samples.add(sample);
                return null;
            }));
        } catch (RuntimeException e) {
            log.error("Cannot evaluate the rule group {}", turn.group().key(), e);
            samples.clear();
            return new Evaluation(Amended.notEvaluated(before, turn.keys(), slot, "this is a fault of Keepwatch: " + e), List.of(), 0, List.of());
        }
    }

    /// @return why the samples are not stored; null when they are
    private @Nullable String write(List<Sample> samples) {
        try {
            shop.samples.write(samples);
            return null;
        } catch (StoreUnavailableException e) {
            return "Cannot store the samples of the rule: " + e.getMessage();
        } catch (RuntimeException e) {
            log.error("Cannot store the samples of {}", group.group().key(), e);
            return "Cannot store the samples of the rule: " + e.getMessage();
        }
    }

    /// @return why the state is not saved; null when it is, or when it is no longer ours
    private @Nullable String save(LoadedGroup turn, GroupState after) {
        Instant at = shop.clock.instant();
        Delta delta = written.delta(turn, after, at);
        if (delta.isEmpty()) {
            return null;
        }
        try {
            shop.store.save(lease, turn, interval(), delta, at);
            written.done(turn, delta, at);
            troubled = false;
            return null;
        } catch (LeaseLostException e) {
            log.info("Another process evaluates {} now", turn.group().key());
            lost = true;
            return null;
        } catch (DataAccessException | TransactionException e) {
            if (!troubled) {
                log.warn("Cannot save the state of {}; its alerts are not handed on until it can: {}", turn.group().key(), e.toString());
            }
            troubled = true;
            return "Cannot save the state of the rule in the metadata database, so its alerts are not handed on: " + e.getMessage();
        }
    }

    private void handOn(List<AlertNotice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        for (AlertReceiver receiver : shop.receivers) {
            try {
                receiver.receive(notices);
            } catch (RuntimeException e) {
                log.error("Cannot hand {} alerts of {} on to {}", notices.size(), group.group().key(), receiver, e);
            }
        }
    }

    Duration interval() {
        return Objects.requireNonNullElse(group.group().interval(), shop.evaluating.settings().interval());
    }

    private Slots slots() {
        return new Slots(group.group().file(), group.group().name(), interval());
    }
}
