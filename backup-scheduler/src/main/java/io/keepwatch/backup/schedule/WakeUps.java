package io.keepwatch.backup.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Has Quartz wake one of the processes when a plan is due. Each change is a transaction of ours: without one, Quartz' row locks end
/// before it has written, and two processes store the same alarm.
final class WakeUps {

    private static final String GROUP = "backup-slots";

    private final Scheduler quartz;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WakeUps(Scheduler quartz, PlatformTransactionManager transactions, Clock clock) {
        this.quartz = quartz;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    void at(String plan, Instant due) {
        var job = JobBuilder.newJob(SlotJob.class).withIdentity(plan, GROUP).requestRecovery().build();
        // Quartz counts by the machine's clock, we by ours
        long delay = Math.max(0, Duration.between(clock.instant(), due).toMillis());
        var trigger = TriggerBuilder.newTrigger()
                .withIdentity(plan, GROUP)
                .startAt(new Date(System.currentTimeMillis() + delay))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
        change(() -> quartz.scheduleJob(job, Set.of(trigger), true));
    }

    void none(String plan) {
        change(() -> quartz.deleteJob(new JobKey(plan, GROUP)));
    }

    private void change(Change change) {
        transaction.executeWithoutResult(_ -> {
            try {
                change.make();
            } catch (SchedulerException e) {
                throw new IllegalStateException("Cannot set the alarm in the metadata database: " + e.getMessage(), e);
            }
        });
    }

    private interface Change {
        void make() throws SchedulerException;
    }
}
