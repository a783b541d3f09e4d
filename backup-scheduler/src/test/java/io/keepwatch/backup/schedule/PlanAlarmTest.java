package io.keepwatch.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.backup.plan.PaperPlans;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/// Real Quartz on real databases. The processes' clock runs two seconds before a slot; Quartz counts by the machine's.
@OnBothDatabases
class PlanAlarmTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration NO_ROUNDS = Duration.ofDays(1);

    /// A control process, as far as it wakes up.
    private final class Process implements AutoCloseable {
        private final GenericApplicationContext context = new GenericApplicationContext();
        private final PlanAlarm alarm;

        Process(Duration round) {
            context.registerBean(SchedulerFactoryBean.class,
                    () -> QuartzCluster.on(bench.database.dataSource(), bench.database.transactions(), context));
            context.registerBean(PlanAlarm.class, () -> new PlanAlarm(plans.book(), bench.keeper(clock),
                    new WakeUps(context.getBean(org.quartz.Scheduler.class), bench.database.transactions(), clock), round));
            context.refresh();
            alarm = context.getBean(PlanAlarm.class);
            alarm.open();
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @AutoClose
    private final SlotBench bench;
    private final OneRunPerSlot runs;
    private final PaperPlans plans;
    private final List<Process> processes = new ArrayList<>();
    private final Clock clock =
            Clock.offset(Clock.system(ZoneOffset.UTC), Duration.between(Instant.now(), Instant.parse("2026-05-04T01:59:58Z")));

    PlanAlarmTest(TestDatabase.Maker maker, @TempDir Path folder) {
        bench = new SlotBench(maker, folder, "* * * * *", "UTC");
        runs = bench.runs;
        plans = bench.plans;
    }

    @AfterEach
    void close() {
        processes.forEach(Process::close);
    }

    @Test
    void wakes_up_for_a_slot_and_sets_the_alarm_for_the_next() {
        start(NO_ROUNDS);

        await().atMost(PATIENCE).until(() -> runs.run().equals(List.of("2026-05-04T02:00Z")));
        await().atMost(PATIENCE).until(() -> alarms().equals(List.of("letters")));
        assertThat(due()).isEqualTo(Instant.parse("2026-05-04T02:01:00Z"));
    }

    @Test
    void of_two_processes_one_wakes_up() {
        start(NO_ROUNDS);
        start(NO_ROUNDS);

        await().atMost(PATIENCE).until(() -> due().equals(Instant.parse("2026-05-04T02:01:00Z")));
        assertThat(runs.run()).containsExactly("2026-05-04T02:00Z");
        assertThat(runs.asked()).as("the slot was asked for by one of them").hasSize(1);
    }

    @Test
    void the_alarm_of_a_process_that_is_gone_wakes_another() {
        start(NO_ROUNDS);
        await().atMost(PATIENCE).until(() -> alarms().equals(List.of("letters")));
        processes.removeFirst().close();
        assertThat(runs.run()).isEmpty();

        start(NO_ROUNDS);

        await().atMost(PATIENCE).until(() -> runs.run().equals(List.of("2026-05-04T02:00Z")));
    }

    @Test
    void a_plan_that_is_removed_has_its_alarm_taken_away() {
        plans.edit(PaperPlans.yaml("letters", "0 4 * * *", "UTC"));
        await().atMost(PATIENCE).until(() -> plans.book().plan("letters").orElseThrow().schedule().cron().equals("0 4 * * *"));
        start(NO_ROUNDS);
        await().atMost(PATIENCE).until(() -> alarms().equals(List.of("letters")));

        plans.edit(PaperPlans.yaml("other", "0 4 * * *", "UTC"));

        await().atMost(PATIENCE).until(() -> alarms().equals(List.of("other")));
        assertThat(bench.database.jdbc().sql("select plan from backup_slot").query(String.class).list()).containsExactly("other");
    }

    @Test
    void a_lost_alarm_is_made_good_by_the_round() {
        start(Duration.ofMillis(200));
        await().atMost(PATIENCE).until(() -> alarms().equals(List.of("letters")));
        processes.removeFirst().close();
        for (String table : List.of("qrtz_simple_triggers", "qrtz_triggers", "qrtz_job_details")) {
            bench.database.jdbc().sql("delete from " + table).update();
        }

        start(Duration.ofMillis(200));

        await().atMost(PATIENCE).until(() -> runs.run().equals(List.of("2026-05-04T02:00Z")));
    }

    private void start(Duration round) {
        processes.add(new Process(round));
    }

    private List<String> alarms() {
        return bench.database.jdbc().sql("select trigger_name from qrtz_triggers").query(String.class).list();
    }

    private Instant due() {
        return bench.database.jdbc().sql("select due from backup_slot").query(OffsetDateTime.class).single().toInstant();
    }
}
