package io.keepwatch.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.backup.plan.PaperPlans;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnBothDatabases
class SlotKeeperTest {

    @AutoClose
    private final SlotBench bench;
    private final OneRunPerSlot runs;
    private final PaperPlans plans;
    private Instant now;

    SlotKeeperTest(TestDatabase.Maker maker, @TempDir Path folder) {
        bench = new SlotBench(maker, folder, "0 2 * * *", "Europe/Paris");
        runs = bench.runs;
        plans = bench.plans;
    }

    @Test
    void a_new_plan_waits_for_its_first_slot() {
        at("2026-05-04T12:00+02:00");

        assertThat(keeper().attend("letters")).contains(instant("2026-05-05T02:00+02:00"));
        assertThat(runs.run()).isEmpty();
    }

    @Test
    void a_slot_is_run_once_whoever_attends_and_how_often() {
        var here = keeper();
        var there = keeper();
        at("2026-05-04T12:00+02:00");
        here.attend("letters");

        at("2026-05-05T02:00+02:00");
        here.attend("letters");
        there.attend("letters");
        assertThat(here.attend("letters")).contains(instant("2026-05-06T02:00+02:00"));

        assertThat(runs.asked()).containsExactly("letters 2026-05-05T02:00+02:00");
    }

    @Test
    void what_was_missed_while_nobody_was_there_is_caught_up_once_for_the_last_slot() {
        at("2026-05-04T12:00+02:00");
        keeper().attend("letters");

        at("2026-05-08T12:00+02:00");
        assertThat(keeper().attend("letters")).contains(instant("2026-05-09T02:00+02:00"));

        assertThat(runs.asked()).containsExactly("letters 2026-05-08T02:00+02:00");
    }

    @Test
    void a_slot_in_the_gap_is_run_and_caught_up_under_the_first_instant_after_it() {
        at("2026-03-28T12:00+01:00");
        assertThat(keeper().attend("letters")).contains(instant("2026-03-29T03:00+02:00"));

        at("2026-03-29T09:00+02:00");
        keeper().attend("letters");

        assertThat(runs.run()).containsExactly("2026-03-29T03:00+02:00");
    }

    @Test
    void in_the_doubled_hour_a_process_that_comes_back_in_the_second_pass_does_not_run_the_slot_again() {
        at("2026-10-24T12:00+02:00");
        keeper().attend("letters");
        at("2026-10-25T02:00+02:00");
        keeper().attend("letters");

        at("2026-10-25T02:00+01:00");
        keeper().attend("letters");

        assertThat(runs.run()).containsExactly("2026-10-25T02:00+02:00");
    }

    @Test
    void a_slot_whose_run_could_not_be_written_stays_due() {
        at("2026-05-04T12:00+02:00");
        keeper().attend("letters");
        at("2026-05-05T02:00+02:00");
        runs.broken(true);
        assertThatThrownBy(() -> keeper().attend("letters")).hasMessage("the database of runs is away");

        runs.broken(false);
        at("2026-05-05T02:01+02:00");
        keeper().attend("letters");

        assertThat(runs.run()).containsExactly("2026-05-05T02:00+02:00");
    }

    @Test
    void a_changed_schedule_moves_the_slot_that_is_to_come_and_no_other() {
        at("2026-05-04T12:00+02:00");
        keeper().attend("letters");

        plans.edit(PaperPlans.yaml("letters", "30 14 * * *", "America/New_York"));
        await().atMost(Duration.ofSeconds(30)).until(() -> plans.book().plan("letters").orElseThrow().schedule().cron().equals("30 14 * * *"));

        assertThat(keeper().attend("letters")).contains(instant("2026-05-04T14:30-04:00"));
        assertThat(runs.run()).isEmpty();
    }

    @Test
    void a_plan_that_is_gone_starts_nothing() {
        at("2026-05-04T12:00+02:00");
        keeper().attend("letters");
        plans.edit("keepwatch: {}");
        await().atMost(Duration.ofSeconds(30)).until(() -> plans.book().plans().isEmpty());

        at("2026-05-05T02:00+02:00");
        assertThat(keeper().attend("letters")).isEmpty();
        assertThat(runs.run()).isEmpty();
    }

    private SlotKeeper keeper() {
        InstantSource time = () -> now;
        return bench.keeper(time.withZone(ZoneOffset.UTC));
    }

    private void at(String time) {
        now = instant(time);
    }

    private static Instant instant(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
