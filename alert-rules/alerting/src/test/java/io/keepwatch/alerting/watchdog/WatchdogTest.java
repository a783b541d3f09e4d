package io.keepwatch.alerting.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.keepwatch.alerting.AlertingSettings.Heartbeat;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.Inhibitions;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.alerting.routing.Muting;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.routing.RoutingConfigReader;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.alerting.routing.WatchdogRoute;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.settings.Secret;
import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a clock of the test; time passes in steps of ten seconds, as in production.
class WatchdogTest {

    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
    private static final String ROUTING = """
            route: {receiver: first}
            receivers:
            - {name: first, slack_configs: [{api_url: 'http://example.org/x'}], sns_configs: [{topic_arn: x}]}
            - {name: second, webhook_configs: [{url: 'http://example.org/y'}]}
            """;

    @TempDir
    private Path folder;

    private Instant now = START;
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final List<String> told = new ArrayList<>();
    private final Set<String> dead = new HashSet<>();
    private boolean databaseDown;
    private boolean samplesArrive = true;
    private @Nullable String preferred;
    private TestDatabase database;
    private Arrivals arrivals;
    private RunningWatchdog watchdog;

    @BeforeEach
    void open() {
        database = TestDatabase.h2(folder.resolve("home"));
        arrivals = new Arrivals(database.jdbc());
        Map<String, Notifier> notifiers = Map.of("slack", new Recorder("slack"), "webhook", new Recorder("webhook"),
                WatchdogRoute.KIND, new WatchdogNotifier(arrivals, clock));
        var alarm = new DirectAlarm(new FixedRouting(folder), notifiers, () -> preferred, () -> URI.create("http://keepwatch"));
        watchdog = new RunningWatchdog(() -> {
            if (databaseDown) {
                throw new IllegalStateException("connection refused");
            }
            return arrivals.youngest();
        }, () -> true, alarm, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private record FixedRouting(Path folder) implements ActiveRouting {

        @Override
        public Setup current() {
            return new Setup(RoutingConfigReader.read(folder.resolve("am.yml"), ROUTING), MessageTemplates.builtIn(), null, START);
        }

        @Override
        public Optional<Problem> problem() {
            return Optional.empty();
        }

        @Override
        public void onChange(Runnable listener) {
            throw new UnsupportedOperationException("it never changes");
        }
    }

    /// Takes messages unless it is dead.
    private final class Recorder implements Notifier {

        private final String kind;

        Recorder(String kind) {
            this.kind = kind;
        }

        @Override
        public String destination(Integration integration) {
            return kind;
        }

        @Override
        public List<Message> messages(Notification notification, Integration integration, MessageTemplates templates) {
            MessageData data = notification.data();
            return List.of(new Message("k", data.status(), data.status() + " " + data.alerts().getFirst().annotations().get("description"), Set.of(), Set.of(),
                    false));
        }

        @Override
        public Outcome send(Sending sending, Integration integration) {
            if (dead.contains(kind)) {
                return new Outcome.Retry(null, "it is dead");
            }
            told.add(kind + " " + sending.body().split("\\.")[0] + (sending.receipt().isEmpty() ? "" : " after " + sending.receipt()));
            return new Outcome.Sent("receipt-" + told.size());
        }
    }

    private void pass(Duration duration) {
        for (Instant until = now.plus(duration); now.isBefore(until); ) {
            now = now.plus(RunningWatchdog.INTERVAL);
            if (samplesArrive) {
                arrivals.arrived(now.minusSeconds(40), now);
            }
            watchdog.look();
        }
    }

    @Test
    void it_says_nothing_in_the_first_minutes_and_then_that_nothing_has_ever_arrived() {
        samplesArrive = false;
        pass(Duration.ofMinutes(5));
        assertThat(watchdog.late()).isEmpty();
        assertThat(told).isEmpty();

        pass(Duration.ofSeconds(20));
        assertThat(watchdog.late()).get().satisfies(late -> assertThat(late.where()).startsWith("No test sample has ever arrived"));
        assertThat(told).containsExactly("slack firing No test sample has ever arrived");
        assertThat(watchdog.arrives()).isFalse();
    }

    @Test
    void late_samples_raise_the_alarm_once_an_hour_until_they_arrive_again() {
        pass(Duration.ofMinutes(30));
        assertThat(watchdog.arrives()).isTrue();
        Instant last = now.minusSeconds(40);
        samplesArrive = false;
        pass(Duration.ofMinutes(65));
        assertThat(watchdog.late()).get().satisfies(late -> assertThat(late.since()).isEqualTo(last));
        assertThat(told).hasSize(2).allMatch(("slack firing The last test sample that arrived was taken at " + last)::equals);

        samplesArrive = true;
        pass(Duration.ofMinutes(1));
        assertThat(watchdog.late()).isEmpty();
        assertThat(told).hasSize(3).last().isEqualTo("slack resolved Test samples arrive again after receipt-2");
    }

    @Test
    void whoever_does_not_take_it_is_passed_over_and_asked_again_when_nobody_does() {
        dead.addAll(Set.of("slack", "webhook"));
        samplesArrive = false;
        pass(Duration.ofMinutes(10));
        assertThat(told).isEmpty();
        dead.remove("webhook");
        pass(Duration.ofMinutes(2));
        assertThat(told).containsExactly("webhook firing No test sample has ever arrived");
    }

    @Test
    void the_receiver_for_escalation_is_told_first() {
        preferred = "second";
        samplesArrive = false;
        pass(Duration.ofMinutes(6));
        assertThat(told).containsExactly("webhook firing No test sample has ever arrived");
    }

    @Test
    void a_database_that_does_not_answer_is_a_sample_that_does_not_arrive() {
        pass(Duration.ofMinutes(10));
        databaseDown = true;
        pass(Duration.ofMinutes(4));
        assertThat(watchdog.late()).get().satisfies(late -> assertThat(late.where()).endsWith("The metadata database does not answer: connection refused"));
        assertThat(told).hasSize(1);
    }

    @Test
    void a_machine_that_slept_has_time_to_wake_up() {
        pass(Duration.ofMinutes(10));
        now = now.plus(Duration.ofHours(8));
        samplesArrive = false;
        pass(Duration.ofMinutes(4));
        assertThat(watchdog.late()).isEmpty();
        samplesArrive = true;
        pass(Duration.ofMinutes(10));
        assertThat(told).isEmpty();
    }

    @Test
    void what_the_rule_recorded_is_handed_on_once_by_one_process_and_noted_by_the_notifier() {
        List<RoutedAlert> posted = new ArrayList<>();
        RoutedAlerts alerts = new RoutedAlerts() {
            @Override
            public List<Group> groups() {
                return List.of();
            }

            @Override
            public void post(List<RoutedAlert> more) {
                posted.addAll(more);
            }
        };
        Instant[] recorded = {START};
        var one = new Feeding(() -> Optional.of(recorded[0]), () -> alerts, leases("one"), clock);
        var other = new Feeding(() -> Optional.of(recorded[0]), () -> alerts, leases("other"), clock);
        one.feed();
        other.feed();
        one.feed();
        recorded[0] = START.plusSeconds(15);
        one.feed();
        assertThat(posted).extracting(RoutedAlert::labels).containsExactly(WatchdogRoute.ALERT, WatchdogRoute.ALERT);

        RoutedAlert alert = posted.getLast();
        var told = new MessageAlert(alert.labels(), new TreeMap<>(alert.annotations()), alert.startsAt(), null, "", "");
        var data = new MessageData(WatchdogRoute.RECEIVER, List.of(told), Labels.EMPTY, new TreeMap<>(), "", URI.create("http://keepwatch"), now);
        var notifier = new WatchdogNotifier(arrivals, clock);
        Integration integration = new Integration(WatchdogRoute.KIND, 0, Map.of(), folder);
        Message message = notifier.messages(new Notification("g", data, Set.of(), Set.of(), Map.of(), NotifyReason.REPEAT), integration,
                MessageTemplates.builtIn()).getFirst();
        notifier.send(new Notifier.Sending("1", message.body(), "", false), integration);
        assertThat(arrivals.youngest()).contains(START.plusSeconds(15));
    }

    private Leases leases(String owner) {
        return new Leases(database.jdbc(), database.transactions(), owner);
    }

    @Test
    void its_route_takes_the_test_alert_and_no_other_and_nothing_mutes_it() {
        RoutingConfig delivered = new FixedRouting(folder).current().delivered();

        assertThat(delivered.route().match(WatchdogRoute.ALERT)).extracting(Route::receiver).containsExactly(WatchdogRoute.RECEIVER);
        assertThat(delivered.route().match(Labels.of("alertname", "A"))).extracting(Route::receiver).containsExactly("first");
        var silence = new Silence("s", MatcherText.parse("alertname=~\".+\""), START, START.plusSeconds(60), START, "me", "all");
        var muting = new Muting(new Inhibitions(List.of(), List.of()), Map.of(), List.of(silence), START);
        assertThat(muting.of(delivered.route(), WatchdogRoute.ALERT)).isEmpty();
        assertThat(muting.of(delivered.route(), Labels.of("alertname", "A"))).isPresent();
    }

    @Test
    void the_heartbeat_goes_out_while_samples_arrive() throws IOException, InterruptedException {
        var calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        var heartbeat = new Heartbeat(Secret.of("http://127.0.0.1:" + server.getAddress().getPort() + "/ping"), Duration.ofMinutes(1));
        var heartbeats = new Heartbeats(() -> heartbeat, watchdog::arrives, clock);

        heartbeats.beat();
        assertThat(calls).hasValue(0);
        pass(Duration.ofMinutes(1));
        heartbeats.beat();
        heartbeats.beat();
        assertThat(calls).hasValue(1);
        pass(Duration.ofMinutes(1));
        heartbeats.beat();
        assertThat(calls).hasValue(2);
        samplesArrive = false;
        pass(Duration.ofMinutes(4));
        heartbeats.beat();
        assertThat(calls).hasValue(2);
        heartbeats.close();
        server.stop(0);
    }
}
