package io.keepwatch.backup.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/// What Quartz wakes up for; the job is called as its plan is.
@DisallowConcurrentExecution
final class SlotJob implements Job {

    private final PlanAlarm alarm;

    SlotJob(PlanAlarm alarm) {
        this.alarm = alarm;
    }

    @Override
    public void execute(JobExecutionContext context) {
        alarm.attend(context.getJobDetail().getKey().getName());
    }
}
