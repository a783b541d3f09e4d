package io.keepwatch.alerting.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.notifier.FakeProvider;
import io.keepwatch.alerting.notifier.FakeProvider.Answer;
import io.keepwatch.alerting.notifier.FakeProvider.Request;
import io.keepwatch.alerting.notifier.FakeSmtp;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.telemetry.series.Labels;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Plays the sequences of `sequences.txt` and compares what arrives with what is written there, for each recipient exactly.
@OnBothDatabases
class SequencesTest {

    private static final List<String> RECIPIENTS = List.of("hook", "mail", "pd", "slack", "bot");
    private static final Pattern HEAD = Pattern.compile("waits (\\d+)s (\\w+) (\\w+) step (\\d+)s");
    private static final Pattern COUNTS = Pattern.compile("\\*(\\d[^*]*)\\*.*", Pattern.DOTALL);

    private final TestDatabase.Maker maker;

    SequencesTest(TestDatabase.Maker maker) {
        this.maker = maker;
    }

    private record Line(int second, String who, String what) {}

    @Test
    void everybody_is_told_what_is_written_and_nothing_else() {
        for (String sequence : text().split("(?m)^== ")) {
            List<String> lines = sequence.lines().skip(1).filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
            if (!lines.isEmpty()) {
                play(sequence.lines().findFirst().orElseThrow(), lines);
            }
        }
    }

    private void play(String name, List<String> lines) {
        Matcher head = HEAD.matcher(lines.getFirst());
        assertThat(head.matches()).as(name).isTrue();
        List<Line> written = lines.stream().skip(1).map(SequencesTest::line).toList();
        try (var play = new Play(head)) {
            List<Line> arrived = play.run(written.stream().filter(line -> line.who.equals("do")).toList());
            for (String who : RECIPIENTS) {
                assertThat(arrived.stream().filter(line -> line.who.equals(who)).toList()).as("%s: %s", name, who)
                        .containsExactlyElementsOf(written.stream().filter(line -> line.who.equals(who)).toList());
            }
        }
    }

    private static Line line(String text) {
        String[] parts = text.split("\\s+", 3);
        return new Line(Integer.parseInt(parts[0]), parts[1], parts[2]);
    }

    private static String text() {
        try (var in = SequencesTest.class.getResourceAsStream("sequences.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One sequence, with servers and a database of its own.
    private final class Play implements AutoCloseable {

        private final FakeProvider provider = FakeProvider.start();
        private final FakeSmtp smtp = FakeSmtp.start();
        private final DeliveryBench bench;
        private final int step;
        private final Map<String, String> incidents = new HashMap<>();
        private final List<Line> arrived = new ArrayList<>();
        private int requests;
        private int mails;

        Play(Matcher head) {
            step = Integer.parseInt(head.group(4));
            bench = new DeliveryBench(maker.open(), routing(head.group(1) + "s", head.group(2), head.group(3)), Map.of());
            bench.notifiers = AllNotifiers.on(bench.clock);
            bench.restart();
        }

        private String routing(String wait, String interval, String repeat) {
            return """
                    global: {resolve_timeout: 5m}
                    route:
                      receiver: hook
                      group_by: [alertname]
                      group_wait: %s
                      group_interval: %s
                      repeat_interval: %s
                      routes:
                      - {receiver: pd, matchers: [severity="critical"], continue: true}
                      - {receiver: slack, matchers: ['severity=~"warning|critical"'], continue: true}
                      - {receiver: hook}
                    inhibit_rules:
                    - {source_matchers: [alertname="ClusterDown"], target_matchers: [alertname!="ClusterDown", severity="warning"], equal: [cluster]}
                    receivers:
                    - name: hook
                      webhook_configs: [{url: '%s', send_resolved: true}]
                      email_configs: [{to: sre@example.org, from: keepwatch@example.org, smarthost: '%s', require_tls: false, send_resolved: true}]
                    - name: pd
                      pagerduty_configs: [{routing_key: 0123456789abcdef0123456789abcdef, url: '%s', send_resolved: true}]
                    - name: slack
                      slack_configs:
                      - {api_url: '%s', channel: '#alerts', send_resolved: true}
                      - {app_token: xoxb-1, app_url: '%s', channel: '#alerts', send_resolved: true}
                    """.formatted(wait, interval, repeat, provider.url("/hook"), smtp.address(), provider.url(FakeProvider.PAGERDUTY),
                    provider.url("/slack"), provider.url(FakeProvider.SLACK_API));
        }

        List<Line> run(List<Line> script) {
            int end = script.getLast().second;
            for (int second = 0; second <= end; second += step) {
                int now = second;
                script.stream().filter(line -> line.second == now).forEach(line -> happens(line.what));
                bench.rounds();
                collect(now);
                bench.clock.pass(Duration.ofSeconds(step));
            }
            return arrived;
        }

        private void happens(String what) {
            String[] words = what.split(" ");
            switch (words[0]) {
                case "fires" -> bench.fires(alert(words), annotations(words));
                case "ends" -> bench.ends(alert(words), annotations(words));
                case "restart" -> bench.restart();
                case "takeover" -> bench.takeOver();
                case "hook" -> provider.answer("/hook", Answer.hangUp());
                case "slack" -> slack(what, words);
                case "end" -> {}
                default -> throw new IllegalArgumentException(what);
            }
        }

        private void slack(String what, String[] words) {
            for (String path : List.of("/slack", FakeProvider.SLACK_API, FakeProvider.SLACK_UPDATE)) {
                switch (what) {
                    case "slack is down" -> provider.always(path, Answer.of(503));
                    case "slack is up" -> provider.recover(path);
                    case "slack answers 429" -> busy(path, Answer.of(429));
                    default -> busy(path, Answer.busy(Integer.parseInt(words[4])));
                }
            }
        }

        private void busy(String path, Answer answer) {
            if (!path.equals(FakeProvider.SLACK_UPDATE)) {
                provider.answer(path, answer);
            }
        }

        private static Labels alert(String[] words) {
            return Labels.of("alertname", words[1], "cluster", words[2], "instance", words[3], "severity", words[4]);
        }

        private static TreeMap<String, String> annotations(String[] words) {
            return new TreeMap<>(Map.of("summary", words[1] + " on " + words[3]));
        }

        private void collect(int now) {
            List<Request> all = provider.requests();
            all.subList(requests, all.size()).stream().filter(request -> request.accepted() || request.answer().equals(Answer.hangUp()))
                    .forEach(request -> arrived.add(line(now, request)));
            requests = all.size();
            List<FakeSmtp.Mail> sent = smtp.mails();
            sent.subList(mails, sent.size()).forEach(mail -> arrived.add(new Line(now, "mail", decoded(mail.header("Subject")).replaceAll("webhook [0-9a-f]+", "webhook"))));
            mails = sent.size();
        }

        private static String decoded(String header) {
            try {
                return MimeUtility.decodeText(MimeUtility.unfold(header));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Line line(int now, Request request) {
            JsonNode json = request.json();
            return switch (request.path()) {
                case "/hook" -> new Line(now, "hook", (request.header("Keepwatch-Possible-Duplicate").isEmpty() ? "" : "AGAIN? ") + hook(json));
                case FakeProvider.PAGERDUTY -> new Line(now, "pd", incident(json));
                case "/slack" -> new Line(now, "slack", slack(json));
                case FakeProvider.SLACK_UPDATE -> new Line(now, "bot", "edit " + slack(json));
                default -> new Line(now, "bot", (json.has("thread_ts") ? "reply " : "post ") + slack(json));
            };
        }

        private static String hook(JsonNode json) {
            var text = new StringBuilder(json.get("status").asString());
            for (JsonNode alert : json.get("alerts")) {
                JsonNode labels = alert.get("labels");
                text.append(alert.get("status").asString().equals("firing") ? " +" : " -").append(labels.get("alertname").asString()).append('/')
                        .append(labels.get("instance").asString());
            }
            return text.toString();
        }

        /// An end is of the incident that was opened by its key.
        private String incident(JsonNode json) {
            String action = json.get("event_action").asString();
            JsonNode payload = json.get("payload");
            if (action.equals("trigger")) {
                incidents.put(json.get("dedup_key").asString(), payload.get("class").asString() + "/" + payload.get("source").asString());
            }
            return action + " " + incidents.get(json.get("dedup_key").asString());
        }

        private static String slack(JsonNode json) {
            String counts = Arrays.stream(json.toString().split("\"text\":\"")).map(part -> COUNTS.matcher(part.split("\"")[0])).filter(Matcher::matches)
                    .map(found -> " [" + found.group(1) + "]").findFirst().orElse("");
            return json.get("text").asString() + counts;
        }

        @Override
        public void close() {
            smtp.close();
            provider.close();
            bench.close();
        }
    }
}
