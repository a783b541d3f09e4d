package io.keepwatch.backup.schedule;

import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.plan.Schedule;
import io.keepwatch.backup.run.SlotStarter;
import io.keepwatch.backup.schedule.DueSlots.DueSlot;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts what is due. It may be asked at any time, in any process and as often as one likes: a slot gets one run.
final class SlotKeeper {

    private static final Logger log = LoggerFactory.getLogger(SlotKeeper.class);

    private final PlanBook book;
    private final DueSlots slots;
    private final SlotStarter starter;
    private final Clock clock;

    SlotKeeper(PlanBook book, DueSlots slots, SlotStarter starter, Clock clock) {
        this.book = book;
        this.slots = slots;
        this.starter = starter;
        this.clock = clock;
    }

    /// Starts the run of the plan's slot if one is due. Of several that were missed, the last one is run.
    ///
    /// @return when the plan is due next; empty when there is no such plan any more
    Optional<Instant> attend(String name) {
        return book.plan(name).map(this::attend);
    }

    void forget(String plan) {
        slots.remove(plan);
    }

    private Instant attend(BackupPlan plan) {
        Schedule schedule = plan.schedule();
        Instant now = clock.instant();
        DueSlot next = new DueSlot(plan.name(), schedule.cron(), schedule.zone().getId(), schedule.next(now));
        Optional<DueSlot> known = slots.of(plan.name());
        if (known.isEmpty()) {
            slots.add(next);
            return next.due();
        }
        DueSlot seen = known.get();
        if (!seen.due().isAfter(now)) {
            start(plan, schedule, seen, now);
            slots.replace(seen, next);
            return next.due();
        }
        if (!seen.schedule().equals(next.schedule()) || !seen.timeZone().equals(next.timeZone())) {
            slots.replace(seen, next);
            return next.due();
        }
        return seen.due();
    }

    /// The row moves on only after this: who dies here leaves the slot due.
    private void start(BackupPlan plan, Schedule schedule, DueSlot seen, Instant now) {
        Instant slot = schedule.last(now).filter(last -> last.isAfter(seen.due())).orElse(seen.due());
        String key = schedule.key(slot);
        if (slot.isAfter(seen.due())) {
            log.warn("The plan {} was due since {} and nobody was there; catching up with the slot {}", plan.name(), seen.due(), key);
        }
        starter.start(plan.name(), key).ifPresent(run -> log.info("Started the run {} of the plan {} for the slot {}", run, plan.name(), key));
    }
}
