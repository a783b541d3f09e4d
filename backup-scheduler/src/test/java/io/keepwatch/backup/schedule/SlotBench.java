package io.keepwatch.backup.schedule;

import io.keepwatch.backup.plan.PaperPlans;
import io.keepwatch.metadata.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;

/// One plan, `letters`, and runs that are written down and do nothing: what attending to slots needs.
final class SlotBench implements AutoCloseable {

    final TestDatabase database;
    final OneRunPerSlot runs;
    final PaperPlans plans;

    SlotBench(TestDatabase.Maker maker, Path folder, String schedule, String zone) {
        database = maker.open();
        runs = new OneRunPerSlot(database.jdbc());
        plans = new PaperPlans(folder, PaperPlans.yaml("letters", schedule, zone));
    }

    SlotKeeper keeper(Clock clock) {
        return new SlotKeeper(plans.book(), new DueSlots(database.jdbc()), runs, clock);
    }

    @Override
    public void close() {
        plans.close();
        database.close();
    }
}
