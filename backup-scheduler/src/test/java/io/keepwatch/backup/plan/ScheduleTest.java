package io.keepwatch.backup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronExpression;

class ScheduleTest {

    private static final String PARIS = "Europe/Paris";
    private static final String NEW_YORK = "America/New_York";
    private static final String LORD_HOWE = "Australia/Lord_Howe";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 2 * * *          | 2026-05-04T02:00Z | 2026-05-05T02:00Z",
        "0 2 * * *          | 2026-05-04T01:59Z | 2026-05-04T02:00Z",
        "*/20 * * * *       | 2026-05-04T01:40Z | 2026-05-04T02:00Z",
        "5,35 8-10/2 * * *  | 2026-05-04T08:35Z | 2026-05-04T10:05Z",
        "0 0 1 * *          | 2026-05-04T00:00Z | 2026-06-01T00:00Z",
        "0 0 31 * *         | 2026-05-31T00:00Z | 2026-07-31T00:00Z",
        "0 0 29 2 *         | 2026-05-04T00:00Z | 2028-02-29T00:00Z",
        "0 0 29 feb *       | 2097-01-01T00:00Z | 2104-02-29T00:00Z",
        "0 0 * * 0          | 2026-05-04T00:00Z | 2026-05-10T00:00Z",
        "0 0 * * 7          | 2026-05-04T00:00Z | 2026-05-10T00:00Z",
        "0 0 * * FRI-SUN    | 2026-05-04T00:00Z | 2026-05-08T00:00Z",
        "0 0 * * 5-7        | 2026-05-09T00:00Z | 2026-05-10T00:00Z",
        "0 9 * * mon-fri    | 2026-05-08T09:00Z | 2026-05-11T09:00Z",
        // cron's rule: day of month and day of week, both restricted, are alternatives
        "0 0 13 * FRI       | 2026-05-04T00:00Z | 2026-05-08T00:00Z",
        "0 0 13 * FRI       | 2026-05-08T00:00Z | 2026-05-13T00:00Z",
        // a star with a step is a star to cron: both must hold
        "0 0 */2 * MON      | 2026-05-04T00:00Z | 2026-05-11T00:00Z",
        "0 0 * JAN,JUL *    | 2026-05-04T00:00Z | 2026-07-01T00:00Z",
    })
    void finds_the_next_slot(String cron, OffsetDateTime after, OffsetDateTime next) {
        assertThat(Schedule.parse(cron, ZoneId.of("UTC")).next(after.toInstant())).isEqualTo(next.toInstant());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 2 * *        | use five fields as cron does",
        "0 0 2 * * *    | use five fields as cron does",
        "@daily         | use five fields as cron does",
        "60 2 * * *     | the minute '60' is none; use * or 0 to 59",
        "0 24 * * *     | the hour '24' is none; use * or 0 to 23",
        "0 2 0 * *      | the day of month '0' is none; use * or 1 to 31",
        "0 2 * 13 *     | the month '13' is none; use * or 1 to 12 or JAN to DEC",
        "0 2 * * 8      | the day of week '8' is none; use * or 0 to 7 or SUN to SAT",
        "0 2 * * MOO    | the day of week 'MOO' is none",
        "0 22-2 * * *   | the hour '22-2' ends before it begins; write two ranges, with a comma",
        "*/0 2 * * *    | the minute '*/0' has no usable step; use 1 to 59",
        "5/10 2 * * *   | the minute '5/10' is none",
        "1,,2 2 * * *   | the minute '' is none",
        "1-2-3 2 * * *  | the minute '1-2-3' is none",
        "-5 2 * * *     | the minute '-5' is none",
        "0 2 ? * *      | the day of month '?' is none",
        "0 2 L * *      | the day of month 'L' is none",
        "0 0 30 2 *     | this day never comes; use a date that exists",
        "0 0 31 4,6 *   | this day never comes; use a date that exists",
    })
    void refuses_what_is_no_schedule(String cron, String message) {
        assertThatThrownBy(() -> Schedule.parse(cron, ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_fixed_hour_in_the_gap_runs_at_the_first_instant_after_it() {
        assertThat(slots("0 2 * * *", PARIS, "2026-03-28T12:00+01:00", "2026-03-30T12:00+02:00"))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00");
        assertThat(slots("30 2 * * *", NEW_YORK, "2026-03-07T12:00-05:00", "2026-03-09T12:00-04:00"))
                .containsExactly("2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00");
        assertThat(slots("15 2 * * *", LORD_HOWE, "2026-10-03T12:00+10:30", "2026-10-05T12:00+11:00"))
                .containsExactly("2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00");
    }

    /// What was measured of Quartz' own schedules, and why they only wake us.
    @ParameterizedTest
    @CsvSource({
        "Europe/Paris,     2026-03-28T02:00+01:00, 0 2,  2026-03-30T02:00+02:00, 2026-03-29T03:00+02:00",
        "Europe/Paris,     2026-10-24T02:00+02:00, 0 2,  2026-10-25T02:00+01:00, 2026-10-25T02:00+02:00",
        "America/New_York, 2026-03-07T02:00-05:00, 0 2,  2026-03-09T02:00-04:00, 2026-03-08T03:00-04:00",
        "America/New_York, 2026-10-31T02:00-04:00, 0 2,  2026-11-01T02:00-05:00, 2026-11-01T02:00-05:00",
        "Europe/Paris,     2026-03-28T01:30+01:00, 30 1, 2026-03-29T01:30+01:00, 2026-03-29T01:30+01:00",
        "America/New_York, 2026-03-07T01:30-05:00, 30 1, 2026-03-08T01:30-05:00, 2026-03-08T01:30-05:00",
    })
    void quartz_skips_the_night_of_the_gap_and_our_slots_do_not(
            String zone, OffsetDateTime last, String minuteAndHour, OffsetDateTime quartz, OffsetDateTime ours) throws Exception {
        var expression = new CronExpression("0 " + minuteAndHour + " * * ?");
        expression.setTimeZone(TimeZone.getTimeZone(zone));

        assertThat(expression.getNextValidTimeAfter(Date.from(last.toInstant())).toInstant()).isEqualTo(quartz.toInstant());
        assertThat(Schedule.parse(minuteAndHour + " * * *", ZoneId.of(zone)).next(last.toInstant())).isEqualTo(ours.toInstant());
    }

    @Test
    void slots_that_the_gap_throws_together_are_one() {
        assertThat(slots("0,30 2,3 * * *", PARIS, "2026-03-29T00:00+01:00", "2026-03-29T12:00+02:00"))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00");
    }

    @Test
    void a_fixed_hour_that_comes_twice_runs_once() {
        assertThat(slots("30 2 * * *", PARIS, "2026-10-24T12:00+02:00", "2026-10-26T12:00+01:00"))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
        assertThat(slots("0 1 * * *", NEW_YORK, "2026-10-31T12:00-04:00", "2026-11-02T12:00-05:00"))
                .containsExactly("2026-11-01T01:00-04:00", "2026-11-02T01:00-05:00");
        assertThat(slots("45 1 * * *", LORD_HOWE, "2026-04-04T12:00+11:00", "2026-04-06T12:00+10:30"))
                .containsExactly("2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30");
        assertThat(slots("*/20 2 * * *", PARIS, "2026-10-25T00:00+02:00", "2026-10-25T12:00+01:00"))
                .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T02:20+02:00", "2026-10-25T02:40+02:00");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:00+01:00, Europe/Paris", "2026-10-25T00:00+02:00, Europe/Paris",
        "2026-03-08T00:00-05:00, America/New_York", "2026-11-01T00:00-04:00, America/New_York",
    })
    void a_wildcard_hour_follows_elapsed_time(OffsetDateTime midnight, String zone) {
        for (var every : List.of(Duration.ofHours(1), Duration.ofMinutes(15), Duration.ofMinutes(1))) {
            String cron = every.equals(Duration.ofHours(1)) ? "30 * * * *" : every.toMinutes() == 15 ? "*/15 * * * *" : "* * * * *";
            var schedule = Schedule.parse(cron, ZoneId.of(zone));
            Instant slot = schedule.next(midnight.toInstant());
            for (int i = 0; i < 600; i++) {
                Instant next = schedule.next(slot);
                assertThat(Duration.between(slot, next)).as("after %s", schedule.key(slot)).isEqualTo(every);
                slot = next;
            }
        }
    }

    @Test
    void a_wildcard_hour_runs_in_both_passes_of_the_doubled_hour() {
        assertThat(slots("0 * * * *", PARIS, "2026-10-25T01:30+02:00", "2026-10-25T03:30+01:00"))
                .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00");
        assertThat(slots("*/30 * * * *", LORD_HOWE, "2026-04-05T01:00+11:00", "2026-04-05T02:00+10:30"))
                .containsExactly("2026-04-05T01:30+11:00", "2026-04-05T01:30+10:30", "2026-04-05T02:00+10:30");
    }

    @Test
    void a_wildcard_hour_with_a_step_never_waits_longer_than_its_step_over_a_gap() {
        assertThat(slots("0 */2 * * *", PARIS, "2026-03-28T23:30+01:00", "2026-03-29T06:30+02:00"))
                .containsExactly("2026-03-29T00:00+01:00", "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00", "2026-03-29T06:00+02:00");
    }

    @ParameterizedTest
    @CsvSource({"Europe/Paris, 0 2 * * *", "Europe/Paris, */7 * * * *", "America/New_York, 30 1-3 * * *", "Australia/Lord_Howe, 45 1 * * *",
        "America/Havana, 30 0 * * *", "Asia/Beirut, 0 0 * * *", "UTC, 0 0 29 2 *"})
    void the_last_slot_is_the_one_whose_next_is_still_to_come(String zone, String cron) {
        var schedule = Schedule.parse(cron, ZoneId.of(zone));
        Instant slot = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 400; i++) {
            Instant next = schedule.next(slot);
            assertThat(next).isAfter(slot);
            assertThat(schedule.last(next)).contains(next);
            assertThat(schedule.last(next.plusSeconds(1))).contains(next);
            slot = next;
        }
    }

    @ParameterizedTest
    @CsvSource({"0 2 * * *, PT25H", "*/5 * * * *, PT5M", "0 9 * * MON-FRI, PT73H", "0 * * * *, PT1H", "0 0 29 2 *, PT35064H",
        "*/3 8-17 * * 1-5, PT63H3M", "* * * * *, PT1M", "30 2 * * *, PT25H", "'0 1,13 * * *', PT13H"})
    void the_longest_interval_counts_the_long_day(String cron, Duration longest) {
        assertThat(Schedule.parse(cron, ZoneId.of(PARIS)).longestInterval(Instant.parse("2026-05-04T00:00:00Z"))).isEqualTo(longest);
    }

    private static List<String> slots(String cron, String zone, String after, String until) {
        var schedule = Schedule.parse(cron, ZoneId.of(zone));
        var keys = new ArrayList<String>();
        Instant end = OffsetDateTime.parse(until).toInstant();
        for (Instant slot = schedule.next(OffsetDateTime.parse(after).toInstant()); !slot.isAfter(end); slot = schedule.next(slot)) {
            keys.add(schedule.key(slot));
        }
        return keys;
    }
}
