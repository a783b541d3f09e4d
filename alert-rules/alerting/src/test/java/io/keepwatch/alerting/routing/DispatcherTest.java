package io.keepwatch.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Alertmanager's acceptance scenarios (merging, batching, repeating, retrying, resolving, muting), with a clock of our own.
class DispatcherTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final String ROUTE = "route: {receiver: a, group_by: [alertname], group_wait: 1s, group_interval: 10s, repeat_interval: 60s}\n"
            + "receivers: [{name: a}, {name: b}]";

    private RoutingConfig config = RoutingConfigReaderTest.read(ROUTE);
    private boolean sendResolved = true;
    private boolean delivers = true;
    private List<Silence> silences = List.of();
    private final Map<String, AlertGroup> groups = new HashMap<>();
    private final Map<String, NotificationEntry> log = new HashMap<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void alerts_of_a_group_are_told_together_after_the_group_wait() {
        at(0, firing("x", "1"), firing("y", "1"));
        at(0.5, firing("x", "2"));
        run(0, 30);

        assertThat(told).containsExactlyInAnyOrder("1.0 FIRST_NOTIFICATION +x1 +x2", "1.0 FIRST_NOTIFICATION +y1");
    }

    @Test
    void what_joins_later_is_told_after_the_group_interval_and_repeated_after_the_repeat_interval() {
        at(0, firing("x", "1"));
        run(0, 5);
        at(5, firing("x", "2"));
        run(5, 80);

        // Alertmanager repeats at the first flush that is later than the interval: 11 + 60 is not, 81 would be
        assertThat(told).containsExactly("1.0 FIRST_NOTIFICATION +x1", "11.0 NEW_ALERTS +x1 +x2");
        run(80, 82);
        assertThat(told).last().isEqualTo("81.0 REPEAT +x1 +x2");
    }

    @Test
    void an_alert_that_is_older_than_the_group_wait_is_told_at_once() {
        at(0, new RoutedAlert(labels("x", "1"), Collections.emptySortedMap(), START.minusSeconds(2), START.plusSeconds(500), false, "", START));
        run(0, 1);

        assertThat(told).containsExactly("0.0 FIRST_NOTIFICATION +x1");
    }

    @Test
    void the_end_is_told_once_and_the_group_is_forgotten() {
        at(0, firing("x", "1"), firing("x", "2"));
        run(0, 5);
        at(5, resolved("x", "1", 5));
        run(5, 15);
        at(15, resolved("x", "2", 15));
        run(15, 200);

        assertThat(told).containsExactly("1.0 FIRST_NOTIFICATION +x1 +x2", "11.0 NEW_RESOLVED +x2 -x1", "21.0 ALL_RESOLVED -x2");
        assertThat(groups).isEmpty();
    }

    @Test
    void where_ends_are_not_told_one_end_among_others_is_no_reason() {
        sendResolved = false;
        at(0, firing("x", "1"), firing("x", "2"));
        run(0, 5);
        at(5, resolved("x", "1", 5));
        run(5, 30);

        assertThat(told).containsExactly("1.0 FIRST_NOTIFICATION +x1 +x2");
    }

    @Test
    void an_alert_that_nobody_hands_on_again_ends_by_itself() {
        at(0, new RoutedAlert(labels("x", "1"), Collections.emptySortedMap(), START, START.plusSeconds(15), true, "", START));
        run(0, 40);

        assertThat(told).containsExactly("1.0 FIRST_NOTIFICATION +x1", "21.0 ALL_RESOLVED -x1");
    }

    @Test
    void what_fires_and_ends_before_anybody_was_told_is_not_told() {
        at(0, firing("x", "1"));
        at(0.5, resolved("x", "1", 0.5));
        run(0, 30);

        assertThat(told).isEmpty();
        assertThat(groups).isEmpty();
    }

    @Test
    void a_failed_delivery_is_told_at_the_next_flush_and_the_end_stays_until_it_is_told() {
        delivers = false;
        at(0, firing("x", "1"));
        run(0, 5);
        delivers = true;
        run(5, 15);
        delivers = false;
        at(15, resolved("x", "1", 15));
        run(15, 25);
        delivers = true;
        run(25, 60);

        assertThat(told).containsExactly("11.0 FIRST_NOTIFICATION +x1", "31.0 ALL_RESOLVED -x1");
    }

    @Test
    void an_alert_that_fires_again_while_its_end_is_told_stays() {
        at(0, firing("x", "1"));
        run(0, 5);
        at(5, resolved("x", "1", 5));
        AlertGroup group = groups.values().iterator().next();
        Flush flush = group.flush(config.route(), time(11));
        AlertGroup again = group.with(List.of(firing("x", "1", 12)), time(12));

        assertThat(again.told(flush).alerts()).hasSize(1);
        assertThat(group.told(flush).isEmpty()).isTrue();
    }

    @Test
    void a_statement_that_overlaps_keeps_the_earlier_start() {
        at(0, firing("x", "1"));
        at(5, firing("x", "1", 4));

        assertThat(groups.values().iterator().next().alerts().values()).extracting(RoutedAlert::startsAt).containsExactly(START);
    }

    @Test
    void a_silence_mutes_and_what_remains_is_told_when_it_ends() {
        silences = List.of(new Silence("s1", MatcherText.parse("i=1"), START, START.plusSeconds(15), START, "me", ""));
        at(0, firing("x", "1"), firing("x", "2"));
        run(0, 30);

        assertThat(told).containsExactly("1.0 FIRST_NOTIFICATION +x2", "21.0 NEW_ALERTS +x1 +x2");
    }

    @Test
    void each_reason_for_silence_is_named() {
        config = RoutingConfigReaderTest.read("""
                route:
                  receiver: a
                  routes:
                  - {matchers: [t=mute], mute_time_intervals: [noon, night]}
                  - {matchers: [t=active], active_time_intervals: [night]}
                receivers: [{name: a}]
                time_intervals:
                - {name: noon, time_intervals: [{times: [{start_time: "12:00", end_time: "13:00"}]}]}
                - {name: night, time_intervals: [{times: [{start_time: "00:00", end_time: "05:00"}]}]}
                """);
        var muting = new Muting(new Inhibitions(List.of(), List.of()), config.timeIntervals(), List.of(), START);

        assertThat(reason(muting, "mute")).contains(new Muting.Reason.MutedTime(List.of("noon")));
        assertThat(reason(muting, "active")).contains(new Muting.Reason.NotActiveTime(List.of("night")));
        assertThat(reason(muting, "none")).isEmpty();
    }

    @Test
    void an_alert_that_takes_two_routes_is_in_a_group_of_each_and_finds_its_route_again() {
        config = RoutingConfigReaderTest.read("""
                route:
                  receiver: a
                  routes:
                  - {matchers: [i=1], continue: true}
                  - {matchers: [i=1], receiver: b, group_by: ['...']}
                receivers: [{name: a}, {name: b}]
                """);
        var dispatcher = new Dispatcher(config.route());
        List<AlertGroup> placed = dispatcher.place(List.of(firing("x", "1")), _ -> null, START);

        assertThat(placed).extracting(AlertGroup::key).containsExactly("{}/{i=\"1\"}:{}", "{}/{i=\"1\"}:{alertname=\"x\", i=\"1\"}");
        assertThat(placed).extracting(group -> String.valueOf(dispatcher.routeOf(group)), AlertGroup::id).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(placed).extracting(dispatcher::routeOf).extracting(route -> route == null ? "" : route.receiver()).containsExactly("a", "b");
    }

    @Test
    void what_was_told_is_remembered_for_two_repeat_intervals() {
        at(0, firing("x", "1"));
        run(0, 2);

        assertThat(log.values()).extracting(entry -> entry.expiresAt(Duration.ofSeconds(60))).containsExactly(time(121));
    }

    private Optional<Muting.Reason> reason(Muting muting, String t) {
        Labels alert = Labels.of("t", t);
        return muting.of(config.route().match(alert).getFirst(), alert);
    }

    private void at(double seconds, RoutedAlert... alerts) {
        new Dispatcher(config.route()).place(List.of(alerts), groups::get, time(seconds)).forEach(group -> groups.put(group.id(), group));
    }

    /// Every half second.
    private void run(double from, double to) {
        for (double second = from; second < to; second += 0.5) {
            for (AlertGroup group : List.copyOf(groups.values())) {
                if (group.isDue(time(second))) {
                    flush(group, second);
                }
            }
        }
    }

    private void flush(AlertGroup group, double second) {
        Flush flush = group.flush(config.route(), time(second));
        groups.put(group.id(), flush.group());
        var muting = new Muting(new Inhibitions(List.of(), List.of()), Map.of(), silences, time(second));
        Flush heard = flush.without(alert -> muting.of(config.route(), alert.labels()).isPresent());
        Optional<NotifyReason> reason = NotificationEntry.needed(log.get(group.key()), heard, sendResolved);
        if (reason.isPresent() && !delivers) {
            return;
        }
        reason.ifPresent(why -> {
            told.add(second + " " + why + names(" +", heard.firing()) + names(" -", heard.resolved()));
            log.put(group.key(), NotificationEntry.of(heard, "a/webhook/0"));
        });
        AlertGroup left = flush.group().told(flush);
        if (left.isEmpty()) {
            groups.remove(left.id());
        } else {
            groups.put(left.id(), left);
        }
    }

    private static String names(String sign, List<RoutedAlert> alerts) {
        return String.join("", alerts.stream().map(alert -> sign + alert.labels().get("alertname") + alert.labels().get("i")).toList());
    }

    private static RoutedAlert firing(String name, String instance) {
        return firing(name, instance, 0);
    }

    private static RoutedAlert firing(String name, String instance, double since) {
        return new RoutedAlert(labels(name, instance), Collections.emptySortedMap(), time(since), time(10_000), false, "", time(since));
    }

    private static RoutedAlert resolved(String name, String instance, double at) {
        return new RoutedAlert(labels(name, instance), Collections.emptySortedMap(), START, time(at), false, "", time(at));
    }

    private static Labels labels(String name, String instance) {
        return Labels.of("alertname", name, "i", instance);
    }

    private static Instant time(double seconds) {
        return START.plusMillis((long) (seconds * 1000));
    }
}
