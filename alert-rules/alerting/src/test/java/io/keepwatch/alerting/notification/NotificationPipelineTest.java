package io.keepwatch.alerting.notification;

import static io.keepwatch.alerting.notification.DeliveryBench.START;
import static io.keepwatch.alerting.notification.DeliveryBench.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.access.Actor;
import io.keepwatch.alerting.Deliveries.Scope;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.Delivery.State;
import io.keepwatch.alerting.RoutedAlerts.Group;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Outcome.Doubtful;
import io.keepwatch.alerting.notifier.Outcome.Rejected;
import io.keepwatch.alerting.notifier.Outcome.Retry;
import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.metadata.LeaseLostException;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Alerts on their way to receivers, with all that can come between, on both databases and a clock of the test.
@OnBothDatabases
class NotificationPipelineTest {

    private static final String ROUTING = """
            route: {receiver: team, group_by: [alertname], group_wait: 1s, group_interval: 10s, repeat_interval: 60s}
            receivers: [{name: team, slack_configs: [{api_url: 'http://slack', channel: '#a', send_resolved: true}]}]
            """;

    /// Also told by PagerDuty.
    private static final String TWO = """
            route: {receiver: team, group_by: [alertname], group_wait: 1s, group_interval: 10s, repeat_interval: 60s}
            receivers:
            - name: team
              slack_configs: [{api_url: 'http://slack', channel: '#a', send_resolved: true}]
              pagerduty_configs: [{routing_key: 0123456789abcdef0123456789abcdef}]
            """;

    /// The process is killed while a message is on its way.
    private static final class Killed extends Error {}

    private final DeliveryBench bench;
    private final RecordingNotifier slack;
    private final RecordingNotifier pagerduty;

    NotificationPipelineTest(TestDatabase.Maker maker) {
        var notifiers = new HashMap<String, Notifier>();
        bench = new DeliveryBench(maker.open(), ROUTING, notifiers);
        slack = new RecordingNotifier(bench.clock);
        pagerduty = new RecordingNotifier(bench.clock);
        notifiers.put("slack", slack);
        notifiers.put("pagerduty", pagerduty);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void alerts_of_rules_and_of_others_are_told_together_with_their_ends_and_each_is_in_the_log() {
        bench.fires("x", "1");
        bench.post(alert("x", "2"), START, START.plusSeconds(5));
        bench.seconds(3);
        assertThat(bench.room.alerts().groups()).singleElement().extracting(Group::key, Group::receiver, Group::nextFlush)
                .containsExactly("{}:{alertname=\"x\"}", "team", START.plusSeconds(11));
        bench.seconds(17);
        bench.ends("x", "1", Duration.ofSeconds(20));
        bench.seconds(20);

        assertThat(slack.arrived).containsExactly("1s FIRST_NOTIFICATION +x1 +x2", "11s NEW_RESOLVED +x1 -x2", "21s ALL_RESOLVED -x1");
        assertThat(slack.receipts).containsExactly("", "receipt 1", "receipt 2");
        assertThat(bench.states()).containsOnly(State.SENT).hasSize(3);
        assertThat(bench.room.alerts().groups()).isEmpty();
        Delivery first = bench.deliveries().getFirst();
        assertThat(first.firing()).containsExactlyInAnyOrder(alert("x", "1"), alert("x", "2"));
        assertThat(first.settledAt()).isEqualTo(START.plusSeconds(1));
        assertThat(first.attempts()).singleElement().satisfies(attempt -> assertThat(attempt.outcome()).isEqualTo("receipt 1"));
    }

    @Test
    void what_could_not_be_said_in_time_is_said_later_in_one_message() {
        slack.always = new Retry(null, "500");
        bench.fires("x", "1");
        bench.seconds(15);
        bench.fires("x", "2");
        bench.ends("x", "1", Duration.ofSeconds(15));
        bench.seconds(20);
        assertThat(bench.room.deliveries().troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.since()).isEqualTo(START.plusSeconds(1));
            assertThat(trouble.why()).isEqualTo("500");
            assertThat(trouble.waiting()).isEqualTo(1);
        });
        slack.always = null;
        bench.seconds(30);

        assertThat(slack.arrived).containsExactly("64s FIRST_NOTIFICATION +x2 ±x1");
        assertThat(bench.states()).containsExactly(State.COMBINED, State.SENT);
        assertThat(bench.deliveries().getFirst().combinedInto()).isEqualTo(bench.deliveries().getLast().id());
        assertThat(bench.room.deliveries().troubles()).isEmpty();
    }

    @Test
    void what_was_on_its_way_when_the_process_was_killed_is_sent_again_with_a_mark_and_nothing_else_is() {
        bench.fires("x", "1");
        slack.onArrival = () -> {
            throw new Killed();
        };
        assertThatThrownBy(() -> bench.seconds(2)).isInstanceOf(Killed.class);
        slack.onArrival = () -> {};
        bench.restart();
        bench.seconds(15);
        bench.ends("x", "1", Duration.ofSeconds(16));
        bench.restart();
        bench.seconds(10);
        bench.restart();
        bench.seconds(30);

        assertThat(slack.arrived).containsExactly("1s FIRST_NOTIFICATION +x1", "1s AGAIN? FIRST_NOTIFICATION +x1", "21s ALL_RESOLVED -x1");
        assertThat(slack.receipts).last().isEqualTo("receipt 2");
        assertThat(bench.deliveries().getFirst()).satisfies(first -> {
            assertThat(first.maybeRepeat()).isTrue();
            assertThat(first.attempts()).extracting(Delivery.Attempt::outcome).containsExactly("The process that was sending it ended; it may have arrived",
                    "receipt 2");
        });
    }

    @Test
    void a_message_whose_answer_is_lost_is_sent_again_with_a_mark_and_not_combined() {
        slack.next.add(new Doubtful("no answer"));
        slack.always = new Retry(null, "500");
        bench.fires("x", "1");
        bench.seconds(5);
        bench.ends("x", "1", Duration.ofSeconds(5));
        bench.seconds(10);
        slack.always = null;
        bench.seconds(20);

        assertThat(slack.arrived).containsExactly("1s FIRST_NOTIFICATION +x1", "16s AGAIN? FIRST_NOTIFICATION +x1", "16s ALL_RESOLVED -x1");
    }

    @Test
    void who_asks_to_be_left_alone_is_and_an_alert_that_ends_meanwhile_is_told_once() {
        slack.next.add(new Retry(Duration.ofSeconds(30), "429"));
        bench.fires("x", "1");
        bench.seconds(5);
        bench.ends("x", "1", Duration.ofSeconds(5));
        bench.seconds(60);

        assertThat(slack.asked).isEqualTo(2);
        assertThat(slack.arrived).containsExactly("31s ALL_RESOLVED ±x1");
    }

    @Test
    void an_end_that_waits_is_told_even_where_the_alert_fires_again() {
        bench.fires("x", "1");
        bench.seconds(5);
        slack.always = new Retry(null, "500");
        bench.ends("x", "1", Duration.ofSeconds(5));
        bench.seconds(10);
        bench.fires("x", "1");
        bench.seconds(10);
        bench.ends("x", "1", Duration.ofSeconds(10));
        bench.seconds(10);
        bench.fires("x", "1");
        bench.seconds(30);
        slack.always = null;
        bench.seconds(60);

        assertThat(slack.arrived.subList(0, 3)).containsExactly("1s FIRST_NOTIFICATION +x1", "74s ALL_RESOLVED -x1", "74s FIRST_NOTIFICATION +x1");
    }

    @Test
    void what_is_refused_is_tried_again_later_when_somebody_asks_and_with_another_configuration() {
        slack.always = new Rejected("channel_not_found", "invite the app");
        bench.fires("x", "1");
        bench.seconds(290);
        assertThat(slack.asked).as("repeated every minute, and that at once").isEqualTo(5);
        bench.room.deliveries().retry(bench.deliveries().getLast().id(), Actor.SYSTEM);
        bench.seconds(1);
        assertThat(slack.asked).isEqualTo(6);
        assertThat(bench.room.deliveries().troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.hint()).isEqualTo("invite the app");
            assertThat(trouble.since()).isEqualTo(START.plusSeconds(1));
        });
        assertThat(bench.room.deliveries().list(new Scope(START, bench.clock.instant(), "team", alert("x", "1"), true, 10))).hasSize(1);

        slack.always = null;
        bench.route(ROUTING.replace("#a", "#b"));
        bench.seconds(1);
        assertThat(slack.arrived).hasSize(1);
        assertThat(bench.deliveries().getLast().destination()).isEqualTo("slack #b");
        bench.seconds(1);
        assertThat(bench.room.deliveries().troubles()).isEmpty();
    }

    @Test
    void a_dead_destination_holds_up_no_other_and_a_slow_one_is_not_hurried() {
        bench.route(TWO);
        slack.always = new Retry(null, "500");
        pagerduty.pace = Duration.ofSeconds(2);
        bench.fires("x", "1");
        bench.fires("y", "1");
        bench.fires("z", "1");
        bench.seconds(8);

        assertThat(pagerduty.arrived).extracting(message -> message.substring(0, 2)).containsExactly("1s", "3s", "5s");
        assertThat(slack.arrived).isEmpty();
    }

    @Test
    void somebody_else_is_told_of_a_destination_that_fails_and_what_could_not_be_said_there() {
        bench.route(TWO);
        slack.always = new Retry(null, "500");
        bench.fires("x", "1");
        bench.seconds(140);
        assertThat(pagerduty.arrived).contains("121s FIRST_NOTIFICATION +KeepwatchCannotDeliver");
        slack.always = null;
        bench.seconds(300);
        assertThat(pagerduty.arrived).anyMatch(message -> message.endsWith("ALL_RESOLVED -KeepwatchCannotDeliver"))
                .filteredOn(message -> message.contains("Keepwatch")).hasSize(2);
        assertThat(bench.room.deliveries().troubles()).isEmpty();
    }

    @Test
    void after_a_day_it_is_given_up_and_shown() {
        slack.always = new Retry(null, "500");
        bench.fires("x", "1");
        bench.seconds(5);
        bench.ends("x", "1", Duration.ofSeconds(5));
        bench.seconds(20);
        bench.clock.pass(Duration.ofHours(25));
        bench.seconds(1);
        assertThat(bench.states()).containsExactly(State.COMBINED, State.EXPIRED);
        assertThat(bench.room.deliveries().troubles()).isEmpty();
        assertThat(bench.deliveries().getLast().attempts()).last().extracting(Delivery.Attempt::outcome).isEqualTo("Given up after 24 hours");
    }

    @Test
    void with_other_routes_alerts_go_there_and_nobody_is_told_twice() {
        bench.fires("x", "1");
        bench.fires("y", "1");
        bench.seconds(5);
        slack.always = new Retry(null, "500");
        bench.ends("y", "1", Duration.ofSeconds(5));
        bench.seconds(10);
        bench.route("""
                route: {receiver: team, group_by: [alertname], group_wait: 1s, group_interval: 10s, repeat_interval: 60s}
                receivers: [{name: team, pagerduty_configs: [{routing_key: 0123456789abcdef0123456789abcdef}]}]
                """);
        bench.seconds(20);
        assertThat(slack.arrived).containsExactly("1s FIRST_NOTIFICATION +x1", "1s FIRST_NOTIFICATION +y1");
        assertThat(pagerduty.arrived).containsExactly("21s FIRST_NOTIFICATION +x1");
        assertThat(bench.states()).containsExactly(State.SENT, State.SENT, State.EXPIRED, State.SENT);
        assertThat(bench.deliveries().get(2).attempts()).last().extracting(Delivery.Attempt::outcome).asString().contains("no team/slack/0 any more");
    }

    @Test
    void a_silence_mutes_what_fires_and_not_the_end_of_what_was_told() {
        bench.around.silences.add(new Silence("s", MatcherText.parse("{instance=\"2\"}"), START.plusSeconds(5), START.plusSeconds(500), START, "me", ""));
        bench.fires("x", "1");
        bench.fires("x", "2");
        bench.seconds(6);
        bench.fires("y", "2");
        bench.seconds(10);
        assertThat(bench.room.alerts().groups()).flatExtracting(Group::members).filteredOn(member -> member.muted().isPresent()).hasSize(2);
        bench.ends("x", "2", Duration.ofSeconds(15));
        bench.ends("y", "2", Duration.ofSeconds(10));
        bench.seconds(30);
        assertThat(slack.arrived).containsExactly("1s FIRST_NOTIFICATION +x1 +x2", "21s NEW_RESOLVED +x1 -x2");
    }

    @Test
    void one_process_delivers_and_another_one_goes_on_when_it_is_gone() {
        var others = new Leases(bench.database.jdbc(), bench.database.transactions(), "other");
        DeliveryRoom other = bench.room(others);
        bench.fires("x", "1");
        bench.seconds(5);
        other.pipeline().deliver();
        bench.fires("x", "2");
        others.endAll();
        other.pipeline().deliver();
        assertThatThrownBy(() -> bench.room.pipeline().deliver()).as("what it knows is old").isInstanceOf(LeaseLostException.class);
        bench.clock.pass(Duration.ofSeconds(10));
        bench.room.pipeline().round();
        other.pipeline().deliver();

        assertThat(slack.arrived).containsExactly("1s FIRST_NOTIFICATION +x1", "15s NEW_ALERTS +x1 +x2");
        assertThat(other.alerts().groups()).singleElement().satisfies(group -> assertThat(group.members()).hasSize(2));
    }

    @Test
    void what_fired_and_ended_while_nobody_was_there_to_tell_it_is_told_and_what_nobody_waited_for_is_not() {
        bench.fires("old", "1");
        bench.clock.pass(Duration.ofMinutes(5));
        bench.ends("old", "1", Duration.ofMinutes(5));
        bench.seconds(1);
        bench.fires("x", "1");
        bench.clock.pass(Duration.ofSeconds(20));
        bench.ends("x", "1", Duration.ofSeconds(20));
        bench.seconds(5);
        bench.fires("short", "1");
        bench.ends("short", "1", Duration.ZERO);
        bench.seconds(20);
        assertThat(slack.arrived).containsExactly("321s ALL_RESOLVED ±x1");
    }

    @Test
    void a_template_that_cannot_be_filled_keeps_nobody_from_being_told() {
        bench.route(ROUTING.replace("send_resolved: true", "send_resolved: true, title: '{{ template \"missing\" . }}'"));
        bench.fires("x", "1");
        bench.seconds(5);
        assertThat(slack.arrived).containsExactly("1s FIRST_NOTIFICATION +x1");
    }

    @Test
    void a_message_says_what_the_rule_says_now() {
        bench.fires("x", "1");
        bench.around.present(alert("x", "1"), "value", "7");
        bench.seconds(2);
        bench.around.present(alert("x", "1"), "value", "9");
        bench.seconds(80);
        assertThat(slack.values).containsExactly("7", "9");
    }

    @Test
    void a_test_takes_the_same_way_and_ends_by_itself() {
        bench.route(TWO);
        bench.seconds(1);
        List<Long> ids = bench.room.deliveries().test("team", Actor.SYSTEM);
        bench.seconds(70);
        assertThat(ids).hasSize(2).allSatisfy(id -> assertThat(bench.room.deliveries().find(id).orElseThrow().state()).isEqualTo(State.SENT));
        assertThat(slack.arrived).containsExactly("1s FIRST_NOTIFICATION +KeepwatchTest", "61s ALL_RESOLVED -KeepwatchTest");
        assertThat(slack.receipts).containsExactly("", "receipt 1");
        assertThat(pagerduty.arrived).hasSize(2);
        assertThatThrownBy(() -> bench.room.deliveries().test("nobody", Actor.SYSTEM)).hasMessageContaining("no receiver nobody");
    }
}
