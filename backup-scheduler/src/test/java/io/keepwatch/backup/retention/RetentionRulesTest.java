package io.keepwatch.backup.retention;

import static io.keepwatch.backup.retention.History.backup;
import static io.keepwatch.backup.retention.History.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Tag;
import io.keepwatch.backup.plan.RetentionPolicy;
import io.keepwatch.backup.retention.History.Fate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The cases that pgBackRest's tests of `expire` name, as far as they have a meaning here, and our own.
class RetentionRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static RetentionRules keeping(int daily, int weekly, int monthly) {
        return in(ZoneOffset.UTC, daily, weekly, monthly);
    }

    private static RetentionRules in(ZoneId zone, int daily, int weekly, int monthly) {
        var policy = new RetentionPolicy(Duration.ofHours(24), daily, weekly, monthly, Duration.ofHours(24));
        return new RetentionRules(policy, zone, Duration.ofHours(48));
    }

    private static List<String> kept(RetentionRules rules, Backup... backups) {
        return rules.judge(List.of(backups), Set.of(), NOW).stream()
                .filter(Judgement::keep).map(judgement -> judgement.backup().startedAt().toString()).toList();
    }

    private static Judgement of(RetentionRules rules, Backup wanted, Backup... others) {
        var all = new ArrayList<>(List.of(others));
        all.add(wanted);
        return rules.judge(all, Set.of(), NOW).stream().filter(found -> found.backup().equals(wanted)).findFirst().orElseThrow();
    }

    @Nested
    class Floors {

        @Test
        void newest_backup_retention_met_but_must_keep_one() {
            assertThat(kept(new RetentionRules(new RetentionPolicy(Duration.ofMinutes(1), 0, 0, 0, Duration.ZERO), ZoneOffset.UTC,
                    Duration.ofHours(48)), backup("2026-11-21T02:00:00Z"), backup("2026-11-20T02:00:00Z")))
                    .containsExactly("2026-11-21T02:00:00Z");
        }

        @Test
        void retention_time_keeps_at_least_one_older_than_the_window() {
            assertThat(kept(keeping(1, 0, 0), backup("2026-01-01T02:00:00Z"))).containsExactly("2026-01-01T02:00:00Z");
        }

        @Test
        void newest_verified_is_kept_beside_newest_good() {
            assertThat(kept(keeping(1, 0, 0),
                    backup("2026-11-21T02:00:00Z", Fate.STORED), backup("2026-11-19T02:00:00Z"), backup("2026-11-18T02:00:00Z")))
                    .containsExactly("2026-11-21T02:00:00Z", "2026-11-19T02:00:00Z");
        }

        @Test
        void held_is_kept_and_says_by_whom() {
            Judgement judgement = of(keeping(1, 0, 0), held("2026-05-01T02:00:00Z"), backup("2026-11-21T02:00:00Z"));
            assertThat(judgement.keep()).isTrue();
            assertThat(judgement.reason()).isEqualTo("held by ada: investigation");
        }

        @Test
        void one_that_a_restore_reads_is_kept() {
            Backup old = backup("2026-05-01T02:00:00Z");
            assertThat(keeping(1, 0, 0).judge(List.of(old, backup("2026-11-21T02:00:00Z")), Set.of(old.id()), NOW))
                    .allSatisfy(judgement -> assertThat(judgement.keep()).isTrue());
        }

        @Test
        void latest_that_is_broken_is_not_the_last_good_one() {
            assertThat(kept(keeping(1, 0, 0), backup("2026-11-21T02:00:00Z", Fate.BROKEN), backup("2026-11-20T02:00:00Z"),
                    backup("2026-11-19T02:00:00Z")))
                    .containsExactly("2026-11-21T02:00:00Z", "2026-11-20T02:00:00Z");
        }

        @Test
        void no_success_in_the_window_stops_expiry() {
            Backup old = backup("2026-10-01T02:00:00Z");
            Judgement judgement = of(keeping(1, 0, 0), old, backup("2026-11-19T02:00:00Z"));
            assertThat(judgement.keep()).isTrue();
            assertThat(judgement.reason()).contains("no backup has succeeded since 2026-11-19T02:00:00Z");
        }

        @Test
        void nothing_is_expired_when_no_backup_is_good() {
            assertThat(kept(keeping(1, 0, 0), backup("2026-01-01T02:00:00Z", Fate.BROKEN), backup("2026-01-02T02:00:00Z", Fate.LOST))).hasSize(2);
        }

        @Test
        void no_backups_at_all_is_no_error() {
            assertThat(keeping(7, 4, 12).judge(List.of(), Set.of(), NOW)).isEmpty();
        }
    }

    @Nested
    class Counting {

        @Test
        void retention_count_is_met_by_successes_only() {
            assertThat(kept(keeping(3, 0, 0),
                    backup("2026-11-21T02:00:00Z"), backup("2026-11-20T02:00:00Z", Fate.BROKEN), backup("2026-11-12T02:00:00Z", Fate.BROKEN),
                    backup("2026-11-11T02:00:00Z"), backup("2026-11-10T02:00:00Z"), backup("2026-11-09T02:00:00Z")))
                    .containsExactly("2026-11-21T02:00:00Z", "2026-11-20T02:00:00Z", "2026-11-11T02:00:00Z", "2026-11-10T02:00:00Z");
        }

        @Test
        void days_without_a_success_do_not_use_up_the_count() {
            assertThat(kept(keeping(3, 0, 0), backup("2026-11-21T02:00:00Z"), backup("2026-09-03T02:00:00Z"),
                    backup("2026-06-02T02:00:00Z"), backup("2026-06-01T02:00:00Z"))).hasSize(3);
        }

        @Test
        void the_first_verified_of_a_period_is_chosen() {
            assertThat(kept(keeping(2, 0, 0), backup("2026-11-21T02:00:00Z"),
                    backup("2026-11-19T01:00:00Z", Fate.STORED), backup("2026-11-19T02:00:00Z"), backup("2026-11-19T03:00:00Z")))
                    .containsExactly("2026-11-21T02:00:00Z", "2026-11-19T02:00:00Z");
        }

        @Test
        void without_a_verified_one_the_last_success_of_a_period_is_chosen() {
            assertThat(kept(keeping(2, 0, 0), backup("2026-11-21T02:00:00Z"),
                    backup("2026-11-19T01:00:00Z", Fate.STORED), backup("2026-11-19T03:00:00Z", Fate.STORED)))
                    .containsExactly("2026-11-21T02:00:00Z", "2026-11-19T03:00:00Z");
        }

        @Test
        void one_backup_carries_several_tags() {
            Judgement judgement = of(keeping(7, 4, 12), backup("2026-11-21T02:00:00Z"));
            assertThat(judgement.tags()).containsExactlyInAnyOrder(Tag.DAILY, Tag.WEEKLY, Tag.MONTHLY);
            assertThat(judgement.reason()).contains("the daily of 2026-11-21", "the weekly of the week of 2026-11-16", "the monthly of 2026-11");
        }

        @Test
        void every_success_younger_than_keep_all_is_kept() {
            assertThat(kept(keeping(1, 0, 0), backup("2026-11-20T12:00:01Z"), backup("2026-11-20T23:00:00Z"), backup("2026-11-21T02:00:00Z"),
                    backup("2026-11-20T12:00:00Z"))).hasSize(3).doesNotContain("2026-11-20T12:00:00Z");
        }

        @Test
        void a_backup_of_the_future_is_kept() { // the clock went back
            assertThat(kept(keeping(1, 0, 0), backup("2026-12-24T02:00:00Z"), backup("2026-11-21T02:00:00Z"))).hasSize(2);
        }

        @Test
        void a_year_of_daily_backups_leaves_seven_days_four_weeks_and_twelve_months() {
            var year = new ArrayList<Backup>();
            for (int day = 0; day < 730; day++) {
                year.add(backup(NOW.minus(Duration.ofDays(day)).minus(Duration.ofHours(10)).toString()));
            }
            List<Judgement> kept = keeping(7, 4, 12).judge(year, Set.of(), NOW).stream().filter(Judgement::keep).toList();
            assertThat(kept).filteredOn(judgement -> judgement.tags().contains(Tag.DAILY)).hasSize(7);
            assertThat(kept).filteredOn(judgement -> judgement.tags().contains(Tag.WEEKLY)).hasSize(4);
            assertThat(kept).filteredOn(judgement -> judgement.tags().contains(Tag.MONTHLY)).hasSize(12);
            assertThat(kept).hasSize(7 + 3 + 12); // Monday the 16th is a daily and a weekly
        }

        @Test
        void days_begin_in_the_plans_zone() {
            Backup lateInParis = backup("2026-11-18T23:30:00Z"); // 00:30 on the 19th
            Backup sameDay = backup("2026-11-19T21:00:00Z");
            var newest = backup("2026-11-21T02:00:00Z");
            assertThat(kept(in(ZoneId.of("Europe/Paris"), 2, 0, 0), newest, sameDay, lateInParis))
                    .containsExactly("2026-11-21T02:00:00Z", "2026-11-18T23:30:00Z");
            assertThat(kept(keeping(2, 0, 0), newest, sameDay, lateInParis)).containsExactly("2026-11-21T02:00:00Z", "2026-11-19T21:00:00Z");
        }

        @Test
        void the_doubled_hour_is_one_day() {
            var rules = new RetentionRules(new RetentionPolicy(Duration.ofHours(1), 2, 0, 0, Duration.ZERO), ZoneId.of("Europe/Paris"),
                    Duration.ofHours(48));
            Instant now = Instant.parse("2026-10-26T12:00:00Z");
            List<Backup> backups = List.of(backup("2026-10-25T00:30:00Z"), backup("2026-10-25T01:30:00Z"), backup("2026-10-26T01:30:00Z"));
            assertThat(rules.judge(backups, Set.of(), now).stream().filter(Judgement::keep)).hasSize(2);
        }

        @Test
        void one_database_does_not_use_up_the_count_of_another() {
            assertThat(kept(keeping(1, 0, 0), backup("2026-11-21T02:00:00Z"), backup("2026-10-01T02:00:00Z", Fate.VERIFIED, History.ORDERS),
                    backup("2026-11-01T02:00:00Z")))
                    .containsExactly("2026-11-21T02:00:00Z", "2026-10-01T02:00:00Z");
        }

        @Test
        void a_broken_one_is_deleted_after_a_week_when_a_newer_is_good() {
            assertThat(of(keeping(1, 0, 0), backup("2026-11-10T02:00:00Z", Fate.BROKEN), backup("2026-11-21T02:00:00Z")).keep()).isFalse();
            assertThat(of(keeping(1, 0, 0), backup("2026-11-16T02:00:00Z", Fate.BROKEN), backup("2026-11-21T02:00:00Z")).keep()).isTrue();
        }
    }
}
