package io.keepwatch.alerting.notification;

import static io.keepwatch.alerting.notification.DeliveryBench.START;
import static io.keepwatch.alerting.notification.DeliveryBench.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.Delivery.State;
import io.keepwatch.alerting.RoutedAlerts.Group;
import io.keepwatch.alerting.notifier.Outcome.Retry;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Alerts on their way to receivers, with all that can come between, on both databases and a clock of the test.
@OnBothDatabases
class NotificationPipelineTest {

    private static final String ROUTING = """
            route: {receiver: team, group_by: [alertname], group_wait: 1s, group_interval: 10s, repeat_interval: 60s}
            receivers: [{name: team, slack_configs: [{api_url: 'http://slack', channel: '#a', send_resolved: true}]}]
            """;

    private final DeliveryBench bench;
    private final RecordingNotifier slack;

    NotificationPipelineTest(TestDatabase.Maker maker) {
        var notifiers = new java.util.HashMap<String, io.keepwatch.alerting.notifier.Notifier>();
        bench = new DeliveryBench(maker.open(), ROUTING, notifiers);
        slack = new RecordingNotifier(bench.clock);
        notifiers.put("slack", slack);
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
}
