package io.keepwatch.alerting.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.alerting.notifier.FakeProvider;
import io.keepwatch.alerting.notifier.FakeProvider.Answer;
import io.keepwatch.alerting.notifier.FakeProvider.Request;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Hundreds of alerts fire and end while the process that delivers is killed again and again and the other sides are busy, fail, and lose
/// their answers. Each beginning and each end arrives, and what arrives twice says that it may. What came of it is also in
/// `target/storm-test.txt`.
@ExtendWith(PostgresExtension.class)
class StormTest {

    private static final boolean LONG = Boolean.getBoolean("keepwatch.test.long");
    private static final int KILLS = LONG ? 20 : 3;
    private static final int ALERTS = LONG ? 500 : 150;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path FIGURES = Path.of("target", "storm-test.txt");
    private static final String HOOK = "/hook";
    private static final String ROUTING = """
            route:
              receiver: hook
              group_by: [alertname]
              routes:
              - {receiver: hook, group_by: ['...'], group_wait: 0s, group_interval: 1s, repeat_interval: 1d, continue: true}
              - {receiver: pd, group_by: [service], group_wait: 1s, group_interval: 2s, repeat_interval: 1d, continue: true}
              - {receiver: slack, group_by: [region], group_wait: 1s, group_interval: 5s, repeat_interval: 1d}
            receivers:
            - name: hook
              webhook_configs: [{url: '%s', send_resolved: true}]
            - name: pd
              pagerduty_configs: [{routing_key: 0123456789abcdef0123456789abcdef, url: '%s', send_resolved: true}]
            - name: slack
              slack_configs: [{app_token: xoxb-1, app_url: '%s', channel: '#alerts', send_resolved: true}]
            """;

    private final PostgresServer postgres;
    private final Random random = new Random(500);
    private final Instant start = Instant.now();

    @TempDir
    private Path folder;

    StormTest(PostgresServer postgres) {
        this.postgres = postgres;
    }

    /// What a request says of an alert of the storm; that somebody else takes no messages is told too.
    ///
    /// @param marked it may be a repeat
    private record Said(String status, String alert, boolean marked) {}

    @Test
    void everything_arrives_and_nothing_twice_without_a_mark() throws Exception {
        String url = postgres.newDatabase();
        Flyway.configure().dataSource(url, "postgres", "").locations("classpath:db/migration").load().migrate();
        var database = new DriverManagerDataSource(url, "postgres", "");
        var posts = new GroupStore(new JdbcTemplate(database));
        try (var provider = FakeProvider.start(); var children = new ChildProcesses(folder.resolve("run"))) {
            ChildProcess child = start(children, url, provider);
            for (int kill = 0; kill < KILLS; kill++) {
                misbehave(provider);
                boolean begin = kill < (KILLS + 1) / 2;
                int parts = begin ? (KILLS + 1) / 2 : KILLS / 2;
                int part = begin ? kill : kill - (KILLS + 1) / 2;
                posts.post(alerts(ALERTS * part / parts, ALERTS * (part + 1) / parts, !begin));
                int before = provider.requests().size();
                int after = 1 + random.nextInt(ALERTS / parts);
                ChildProcess alive = child;
                await().atMost(PATIENCE).until(() -> provider.requests().size() > before + after || alive.onExit().isDone());
                assertThat(alive.onExit().isDone()).as("the process ended by itself").isFalse();
                child.kill();
                child.onExit().join();
                child = start(children, url, provider);
            }
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                assertThat(hurry(JdbcClient.create(database))).as("messages that wait").isZero();
                assertThat(missing(hook(provider))).as("webhook").isZero();
                assertThat(missing(pagerduty(provider))).as("PagerDuty").isZero();
            });
            child.kill();
            report(provider);
        }
    }

    /// As another process would post them.
    private List<RoutedAlert> alerts(int from, int to, boolean over) {
        Instant end = over ? Instant.now() : Groups.OPEN_END;
        return IntStream.range(from, to).mapToObj(i -> new RoutedAlert(Labels.of("alertname", "Storm", "instance", "i" + i, "service", "s" + i % 50,
                "region", "r" + i % 2, "severity", "critical"), new TreeMap<>(), start, end, false, "", Instant.now())).toList();
    }

    /// As a person does who asks to try again: minutes of backoff are not what is tested.
    ///
    /// @return what has not arrived yet
    private static int hurry(JdbcClient jdbc) {
        var queue = new DeliveryQueue(jdbc);
        List<Waits> waiting = jdbc.sql("select id, queue from delivery where state in ('WAITING', 'SENDING', 'REJECTED')").query(Waits.class).list();
        waiting.forEach(one -> queue.hurry(one.id, one.queue, Instant.now()));
        return waiting.size();
    }

    private record Waits(long id, String queue) {}

    private void misbehave(FakeProvider provider) {
        for (String path : List.of(HOOK, FakeProvider.PAGERDUTY, FakeProvider.SLACK_API)) {
            List<Answer> faults = new ArrayList<>(List.of(Answer.of(503), Answer.busy(1), Answer.hangUp(), Answer.hangUp()));
            Collections.shuffle(faults, random);
            provider.recover(path); // one fault after the other without end would be an outage of hours
            provider.answer(path, faults.toArray(Answer[]::new));
        }
    }

    private ChildProcess start(ChildProcesses children, String url, FakeProvider provider) {
        String routing = ROUTING.formatted(provider.url(HOOK), provider.url(FakeProvider.PAGERDUTY), provider.url(FakeProvider.SLACK_API));
        return children.start(new ProcessSpec("delivery", List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DeliveryProcess.class.getName(), url, routing), Map.of(), folder, System.out::println));
    }

    private static Stream<Request> arrived(FakeProvider provider, String path) {
        return provider.requests(path).stream().filter(request -> request.accepted() || request.answer().equals(Answer.hangUp()));
    }

    private static List<Said> hook(FakeProvider provider) {
        return arrived(provider, HOOK).flatMap(request -> StreamSupport.stream(request.json().get("alerts").spliterator(), false)
                .filter(alert -> alert.get("labels").has("instance")).map(alert ->
                new Said(alert.get("status").asString(), alert.get("labels").get("instance").asString(),
                        !request.header("Keepwatch-Possible-Duplicate").isEmpty()))).toList();
    }

    private static List<Said> pagerduty(FakeProvider provider) {
        return arrived(provider, FakeProvider.PAGERDUTY).map(Request::json).filter(event -> !event.toString().contains("takes no messages")).map(event -> new Said(
                event.get("event_action").asString().equals("trigger") ? "firing" : "resolved", event.get("dedup_key").asString(),
                event.get("payload").get("custom_details").has("note"))).toList();
    }

    /// What a bot posts bears the id of its message.
    private static List<Said> slack(FakeProvider provider) {
        return arrived(provider, FakeProvider.SLACK_API).map(Request::json).map(message -> new Said("message",
                message.get("metadata").get("event_payload").get("id").asString(), message.toString().contains("This may be a repeat"))).toList();
    }

    /// How many beginnings and ends have not arrived.
    private static long missing(List<Said> said) {
        return 2L * ALERTS - said.stream().map(one -> one.status + " " + one.alert).distinct().count();
    }

    private static long unmarkedRepeats(List<Said> said) {
        List<Said> unmarked = said.stream().filter(one -> !one.marked).toList();
        return unmarked.size() - unmarked.stream().distinct().count();
    }

    private void report(FakeProvider provider) throws IOException {
        List<Said> all = Stream.of(hook(provider), pagerduty(provider), slack(provider)).flatMap(List::stream).toList();
        long unmarked = unmarkedRepeats(hook(provider)) + unmarkedRepeats(pagerduty(provider)) + unmarkedRepeats(slack(provider));
        Files.writeString(FIGURES, ("StormTest: %d alerts, %d kills, %,d requests, %,d of them refused or without an answer; %d beginnings and ends"
                + " missing, %d marked as possible repeats, %d repeats without a mark%n").formatted(ALERTS, KILLS, provider.requests().size(),
                provider.requests().stream().filter(request -> !request.accepted()).count(), missing(hook(provider)) + missing(pagerduty(provider)),
                all.stream().filter(Said::marked).count(), unmarked));
        System.out.print(Files.readString(FIGURES));
        assertThat(unmarked).isZero();
    }
}
