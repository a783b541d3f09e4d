package io.keepwatch.alerting.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.ActiveAlert;
import io.keepwatch.alerting.evaluation.RuleState.Health;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Rules over time, with all that can come between, on both databases and a clock of the test.
@OnBothDatabases
class RunningRulesTest {

    private static final String RULES = """
            groups:
              - name: g
                interval: 30s
                rules:
                  - alert: Down
                    expr: up == 0
                    for: 2m
            """;

    private final TestDatabase database;
    private final SampleStore samples = new SampleStore();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private RuleBook book = ControlProcess.book(RULES);
    private ControlProcess process;
    private double up = 1;

    RunningRulesTest(TestDatabase.Maker maker) {
        database = maker.open();
        process = process(1);
    }

    @AfterEach
    void close() {
        process.kill();
        database.close();
    }

    private ControlProcess process(int shards) {
        return new ControlProcess(database, samples, clock, shards, () -> book);
    }

    /// Time passes, in which the target is asked every five seconds.
    private void pass(Duration time) {
        for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(ControlProcess.STEP)) {
            samples.add(clock.instant(), up, "__name__", "up", "job", "api");
            process.pass(ControlProcess.STEP);
        }
    }

    private void fire() {
        up = 0;
        pass(Duration.ofMinutes(4));
        assertThat(states()).containsExactly(ActiveAlert.State.FIRING);
    }

    private List<ActiveAlert.State> states() {
        return process.rules.alerts().stream().map(ActiveAlert::state).toList();
    }

    @Test
    void an_alert_fires_and_ends_and_both_are_told_after_they_are_kept() {
        fire();
        assertThat(process.rule("Down").health()).isEqualTo(Health.GOOD);
        assertThat(process.told).isNotEmpty().allSatisfy(notice -> assertThat(notice.alert().firedAt()).isNotNull());
        assertThat(process.store.load(List.of(book.groups().getFirst().id())).values().iterator().next().rules().values().iterator().next()
                .activeAlerts()).hasSize(1);

        up = 1;
        pass(Duration.ofMinutes(1));
        assertThat(states()).isEmpty();
        assertThat(process.changes()).containsExactly("FIRED Down", "RESOLVED Down");
        assertThat(process.told.getLast().alert().resolvedAt()).isNotNull();
    }

    @Test
    void a_process_that_is_killed_leaves_the_alert_as_it_was() {
        fire();
        Instant activeAt = process.rules.alerts().getFirst().alert().activeAt();
        process.kill();
        new ControlProcess(database, samples, clock, 1, () -> book).leases.endAll();

        process = process(1);
        pass(Duration.ofMinutes(1));
        assertThat(states()).containsExactly(ActiveAlert.State.FIRING);
        assertThat(process.rules.alerts().getFirst().alert().activeAt()).isEqualTo(activeAt);
        assertThat(process.changes()).containsExactly("FIRED Down");
        up = 1;
        pass(Duration.ofMinutes(1));
        assertThat(process.changes()).containsExactly("FIRED Down", "RESOLVED Down");
    }

    @Test
    void what_waits_goes_on_waiting_after_a_restart() {
        up = 0;
        pass(Duration.ofMinutes(1));
        assertThat(states()).containsExactly(ActiveAlert.State.PENDING);
        Instant activeAt = process.rules.alerts().getFirst().alert().activeAt();
        process.kill();
        process.leases.endAll();

        process = process(1);
        pass(Duration.ofMinutes(2));
        assertThat(process.rules.alerts().getFirst().alert().activeAt()).isEqualTo(activeAt);
        assertThat(states()).containsExactly(ActiveAlert.State.FIRING);
    }

    @Test
    void who_has_lost_the_lease_writes_nothing_and_tells_nobody() {
        up = 0;
        pass(Duration.ofMinutes(1));
        process.leases.endAll();
        ControlProcess heir = process(1);

        pass(Duration.ofMinutes(4));
        assertThat(process.told).isEmpty();
        assertThat(process.changes()).isEmpty();
        assertThat(process.scheduler.runners()).isEmpty();
        heir.pass(Duration.ofMinutes(1));
        assertThat(heir.changes()).containsExactly("FIRED Down");
        assertThat(states()).as("the other sees it too").containsExactly(ActiveAlert.State.FIRING);
        heir.kill();
    }

    @Test
    void clickhouse_away_for_ten_minutes_ends_nothing_and_is_said() {
        fire();
        samples.away(true);
        process.pass(Duration.ofMinutes(10));
        assertThat(states()).containsExactly(ActiveAlert.State.FIRING);
        assertThat(process.rule("Down").health()).isEqualTo(Health.BAD);
        assertThat(process.rule("Down").error()).contains("ClickHouse is away");

        samples.away(false);
        pass(Duration.ofMinutes(1));
        assertThat(process.rule("Down").health()).isEqualTo(Health.GOOD);
        assertThat(process.changes()).containsExactly("FIRED Down");
    }

    @Test
    void samples_that_cannot_be_stored_make_the_rule_unhealthy_and_the_alert_fires_all_the_same() {
        up = 0;
        pass(Duration.ofMinutes(1));
        samples.full(true);
        process.pass(Duration.ofMinutes(3));
        assertThat(states()).containsExactly(ActiveAlert.State.FIRING);
        assertThat(process.rule("Down").error()).contains("Cannot store the samples of the rule", "ClickHouse is away");
    }

    @Test
    void nobody_hears_of_what_cannot_be_kept_until_it_is() {
        up = 0;
        pass(Duration.ofMinutes(1));
        database.jdbc().sql("alter table rule_alert rename to rule_alert_gone").update();
        pass(Duration.ofMinutes(3));
        assertThat(states()).containsExactly(ActiveAlert.State.FIRING);
        assertThat(process.told).isEmpty();
        assertThat(process.rule("Down").error()).contains("Cannot save the state of the rule");

        database.jdbc().sql("alter table rule_alert_gone rename to rule_alert").update();
        pass(Duration.ofMinutes(1));
        assertThat(process.changes()).containsExactly("FIRED Down");
        assertThat(process.told).isNotEmpty();
        assertThat(process.rule("Down").health()).isEqualTo(Health.GOOD);
    }

    @Test
    void what_did_not_change_is_written_once_a_minute_and_not_with_each_evaluation() {
        fire();
        Set<Instant> saved = new HashSet<>();
        Set<Instant> evaluated = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            pass(ControlProcess.STEP);
            saved.add(savedAt());
            evaluated.add(process.rules.groups().getFirst().lastEvaluation());
        }
        assertThat(evaluated).hasSizeBetween(10, 11);
        assertThat(saved).hasSizeBetween(5, 6);
    }

    private Instant savedAt() {
        return database.jdbc().sql("select saved_at from rule_group").query(java.time.OffsetDateTime.class).single().toInstant();
    }

    @Test
    void data_that_vanishes_is_no_data_and_no_end() {
        fire();
        process.pass(Duration.ofMinutes(10));
        assertThat(states()).containsExactly(ActiveAlert.State.NO_DATA);
        pass(Duration.ofMinutes(1));
        assertThat(states()).containsExactly(ActiveAlert.State.FIRING);
        assertThat(process.changes()).containsExactly("FIRED Down", "NO_DATA Down", "DATA_AGAIN Down");
    }

    @Test
    void a_clock_that_is_set_forth_fires_nothing_that_has_not_waited_and_ends_nothing() {
        up = 0;
        pass(Duration.ofMinutes(1));
        clock.set(Duration.ofHours(1));
        pass(Duration.ofSeconds(40));
        assertThat(states()).containsExactly(ActiveAlert.State.PENDING);
        pass(Duration.ofMinutes(1));
        assertThat(states()).containsExactly(ActiveAlert.State.FIRING);
        clock.set(Duration.ofHours(1));
        process.pass(Duration.ofMinutes(1));
        assertThat(process.changes()).containsExactly("FIRED Down", "NO_DATA Down");
        assertThat(process.rules.groups().getFirst().missed()).isZero();
    }

    @Test
    void a_clock_that_is_set_back_goes_on_at_once_and_ends_nothing() {
        fire();
        Instant before = process.rules.groups().getFirst().lastEvaluation();
        clock.set(Duration.ofHours(-1));
        pass(Duration.ofMinutes(1));
        assertThat(process.rules.groups().getFirst().lastEvaluation()).isBefore(before);
        assertThat(states()).containsExactly(ActiveAlert.State.FIRING);
        assertThat(process.changes()).containsExactly("FIRED Down");
    }

    @Test
    void slots_that_a_late_group_leaves_out_are_counted() {
        pass(Duration.ofMinutes(1));
        clock.pass(Duration.ofMinutes(5));
        process.scheduler.look();
        assertThat(process.rules.groups().getFirst().missed()).isBetween(8L, 10L);
    }

    @Test
    void a_group_that_leaves_its_file_ends_after_two_intervals_with_its_series_and_alerts() {
        fire();
        book = RuleBook.EMPTY;
        process.scheduler.look();
        process.orphans.sweep();
        assertThat(process.changes()).as("too early").containsExactly("FIRED Down");

        process.pass(Duration.ofMinutes(3));
        process.orphans.sweep();
        assertThat(process.changes()).containsExactly("FIRED Down", "RESOLVED Down: the rule was removed");
        assertThat(process.rules.groups()).isEmpty();
    }

    @Test
    void a_changed_rule_goes_on_with_its_alerts() {
        fire();
        Instant activeAt = process.rules.alerts().getFirst().alert().activeAt();
        book = ControlProcess.book(RULES.replace("up == 0", "up < 1").replace("30s", "15s"));
        pass(Duration.ofMinutes(1));
        assertThat(process.rules.alerts()).hasSize(1).allSatisfy(alert -> assertThat(alert.alert().activeAt()).isEqualTo(activeAt));
        assertThat(process.rules.groups().getFirst().interval()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void ten_thousand_alerts_of_one_rule_all_fire_and_more_than_allowed_are_refused_and_end_nothing() {
        book = ControlProcess.book(RULES.replace("up == 0", "many == 0").replace("2m", "0s"));
        many(10_000);
        process.pass(Duration.ofMinutes(1));
        assertThat(process.rules.alerts()).hasSize(10_000);
        assertThat(database.jdbc().sql("select count(*) from rule_alert").query(Long.class).single()).isEqualTo(10_000);

        many(12_001);
        process.pass(Duration.ofSeconds(40));
        assertThat(process.rule("Down").error()).contains("12,001 series", "12,000 alerts");
        assertThat(process.rules.alerts()).hasSize(10_000);
    }

    private void many(int count) {
        IntStream.range(0, count).forEach(i -> samples.add(clock.instant(), 0, "__name__", "many", "pod", "p" + i));
    }

    @Test
    void two_processes_share_the_groups_and_one_takes_all_over_when_the_other_is_lost() {
        book = ControlProcess.book("groups:\n" + String.join("", IntStream.range(0, 40).mapToObj(
                i -> "  - name: g" + i + "\n    interval: 30s\n    rules: [{alert: Down" + i + ", expr: up == 0}]\n").toList()));
        process.kill();
        process.leases.endAll();
        process = process(8);
        ControlProcess second = process(8);
        process.shards.round(); // gives back what is beyond its share
        second.shards.round();
        up = 0;
        for (int i = 0; i < 24; i++) {
            samples.add(clock.instant(), up, "__name__", "up", "job", "api");
            process.pass(ControlProcess.STEP);
            second.scheduler.look();
        }
        assertThat(process.scheduler.runners()).hasSizeBetween(5, 35);
        assertThat(process.scheduler.runners().size() + second.scheduler.runners().size()).isEqualTo(40);
        assertThat(process.changes()).hasSize(40).doesNotHaveDuplicates();
        assertThat(process.rules.alerts()).as("each shows all").hasSize(40);

        second.kill();
        process.leases.endAll(); // theirs have run out
        process.shards.round();
        pass(Duration.ofMinutes(1));
        assertThat(process.scheduler.runners()).hasSize(40);
        assertThat(process.changes()).as("nobody fired again, nothing ended").hasSize(40);
        assertThat(process.rules.alerts()).hasSize(40);
    }

    @Test
    void what_happens_to_alerts_is_read_by_time_and_by_position_and_forgotten_but_for_what_still_fires() {
        fire();
        up = 1;
        pass(Duration.ofMinutes(1));
        fire();
        var all = new io.keepwatch.alerting.AlertHistory.Scope(Instant.EPOCH, clock.instant(), null, null, 10);
        assertThat(process.history.episodes(all)).extracting(episode -> episode.until() == null).containsExactly(true, false);
        assertThat(process.history.changes(all)).hasSize(3);
        assertThat(process.history.after(process.history.after(0, 1).getFirst().position(), 10)).hasSize(2);

        assertThat(process.history.forgetBefore(clock.instant().plusSeconds(1))).isEqualTo(2);
        assertThat(process.history.episodes(all)).hasSize(1);
        assertThat(process.history.forgetBeyond(1)).isZero();
        assertThat(process.history.forgetBeyond(0)).isEqualTo(1);
    }
}
