package io.keepwatch.backup.schedule;

import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps every plan's alarm set: at the start, when the plans change, and after each wake-up. Once a minute it looks after all plans,
/// for a wake-up can be lost: Quartz may wake a process whose configuration does not know the plan yet.
final class PlanAlarm implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PlanAlarm.class);

    private final PlanBook book;
    private final SlotKeeper keeper;
    private final WakeUps wakeUps;
    private final Duration round;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("backup-plans").factory());
    private Set<String> known = Set.of();

    PlanAlarm(PlanBook book, SlotKeeper keeper, WakeUps wakeUps, Duration round) {
        this.book = book;
        this.keeper = keeper;
        this.wakeUps = wakeUps;
        this.round = round;
    }

    void open() {
        book.onChange(() -> rounds.execute(this::attendAll));
        rounds.scheduleWithFixedDelay(this::attendAll, 0, round.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// One plan that cannot be attended to does not keep the others from it. One at a time: a wake-up that comes while its plan is
    /// being forgotten would set the alarm again.
    synchronized void attend(String plan) {
        try {
            var due = keeper.attend(plan);
            if (due.isPresent()) {
                wakeUps.at(plan, due.get());
            }
        } catch (RuntimeException e) {
            log.error("Cannot attend to the plan {}; trying again in {} s", plan, round.toSeconds(), e);
        }
    }

    /// A run that is on goes on; no new one is started.
    private synchronized void forget(String plan) {
        try {
            wakeUps.none(plan);
            keeper.forget(plan);
            log.info("The plan {} is no longer configured; it starts no more runs", plan);
        } catch (RuntimeException e) {
            log.error("Cannot forget the plan {}", plan, e);
        }
    }

    private void attendAll() {
        try {
            attendPresent();
        } catch (RuntimeException e) {
            log.error("Cannot look after the plans; trying again in {} s", round.toSeconds(), e);
        }
    }

    private void attendPresent() {
        Set<String> present = book.plans().stream().map(BackupPlan::name).collect(Collectors.toUnmodifiableSet());
        var gone = new HashSet<>(known);
        gone.removeAll(present);
        known = present;
        gone.forEach(this::forget);
        present.forEach(this::attend);
    }

    @Override
    public void close() {
        rounds.close();
    }
}
