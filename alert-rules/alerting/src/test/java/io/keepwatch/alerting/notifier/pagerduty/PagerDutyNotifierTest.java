package io.keepwatch.alerting.notifier.pagerduty;

import static io.keepwatch.alerting.notifier.Samples.firing;
import static io.keepwatch.alerting.notifier.Samples.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.notifier.FakeProvider;
import io.keepwatch.alerting.notifier.FakeProvider.Answer;
import io.keepwatch.alerting.notifier.Fingerprints;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Notifier.Sending;
import io.keepwatch.alerting.notifier.NotifierContract;
import io.keepwatch.alerting.notifier.Outcome.Rejected;
import io.keepwatch.alerting.notifier.Samples;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.telemetry.series.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PagerDutyNotifierTest extends NotifierContract {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final MessageTemplates TEMPLATES = MessageTemplates.builtIn();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String STORM = Fingerprints.of(Samples.GROUP);

    private final FakeProvider pagerduty = FakeProvider.start();
    private final FakeProvider gone = FakeProvider.start();
    private final Notifier notifier = new PagerDutyNotifier(Clock.fixed(Samples.NOW, ZoneOffset.UTC));

    PagerDutyNotifierTest() {
        gone.close();
    }

    @AfterEach
    void close() {
        pagerduty.close();
    }

    /// Where Alertmanager has one incident for the group, which says nothing when one of two alerts ends (sequence B).
    @Test
    void each_alert_has_an_incident_which_is_resolved_when_the_alert_is() {
        var receipts = new HashMap<String, String>();
        List<Message> first = messages(Samples.firstOf("HighErrorRate", 2));
        first.forEach(message -> receipts.put(message.key(), message.key()));
        List<Message> second = messages(Samples.of(NotifyReason.NEW_RESOLVED, Set.of(labels("i2")), Set.of(), receipts,
                firing("HighErrorRate", "i2", "critical"), resolved("HighErrorRate", "i1", "critical")));
        List<Message> third = messages(Samples.of(NotifyReason.ALL_RESOLVED, Set.of(), Set.of(), receipts, resolved("HighErrorRate", "i2", "critical")));

        assertThat(first).extracting(PagerDutyNotifierTest::told).containsExactly("trigger " + key("i1") + " HighErrorRate on i1",
                "trigger " + key("i2") + " HighErrorRate on i2");
        assertThat(second).extracting(PagerDutyNotifierTest::told).containsExactly("resolve " + key("i1") + " Resolved: HighErrorRate on i1, after 11 min");
        assertThat(third).extracting(PagerDutyNotifierTest::told).containsExactly("resolve " + key("i2") + " Resolved: HighErrorRate on i2, after 11 min");
    }

    @Test
    void an_event_says_what_is_broken_how_bad_it_is_and_where_to_click() throws InterruptedException {
        var alert = Samples.alert(Labels.of("alertname", "HighErrorRate", "service", "checkout", "instance", "i1", "severity", "page"), Map.of(
                "summary", "12 % of requests fail", "description", "Since the deploy.", "runbook_url", "https://watch.example.org/runbooks/HighErrorRate",
                "restore_url", "https://watch.example.org/restores/new?point=7", "restore_database", "quotes"), null);
        Message message = messages(Samples.of(NotifyReason.FIRST_NOTIFICATION, alert)).getFirst();
        notifier.send(new Sending("id", message.body(), "", false), integration());

        assertThat(pagerduty.requests(FakeProvider.PAGERDUTY).getFirst().json()).isEqualTo(JSON.readTree("""
                {"event_action": "trigger", "dedup_key": "%s", "routing_key": "%s",
                 "payload": {"summary": "12 %% of requests fail", "source": "i1", "severity": "critical", "timestamp": "2026-11-21T03:14:00Z",
                   "component": "checkout", "group": "HighErrorRate", "class": "HighErrorRate",
                   "custom_details": {"description": "Since the deploy.", "since": "21 Nov 03:14 UTC",
                     "labels": {"alertname": "HighErrorRate", "instance": "i1", "service": "checkout", "severity": "page"},
                     "annotations": {"restore_database": "quotes", "restore_url": "https://watch.example.org/restores/new?point=7",
                       "runbook_url": "https://watch.example.org/runbooks/HighErrorRate"}}},
                 "client": "Keepwatch", "client_url": "https://watch.example.org/alerts?q=HighErrorRate",
                 "links": [{"href": "https://watch.example.org/runbooks/HighErrorRate", "text": "Runbook"},
                   {"href": "https://watch.example.org/restores/new?point=7", "text": "Restore point of quotes"},
                   {"href": "https://watch.example.org/alerts/rules/demo/HighErrorRate", "text": "Source"},
                   {"href": "https://watch.example.org/alerts?q=HighErrorRate", "text": "Alert in Keepwatch"}]}
                """.formatted(Fingerprints.of(alert.labels()), KEY)));
    }

    @Test
    void what_the_integration_sets_is_filled_with_the_one_alert() {
        Integration theirs = integration("description: '{{ .CommonLabels.instance }} is ill', severity: '{{ .CommonLabels.severity }}', class: c,"
                + " details: {firing: '{{ .Alerts.Firing | len }}', team: '{{ .Receiver }}'},"
                + " links: [{href: 'https://wiki/{{ .GroupLabels.alertname }}', text: Wiki}, {href: 'no link', text: x}],"
                + " images: [{src: 'https://graph/{{ .CommonLabels.instance }}.png', alt: graph}, {src: 'http://plain/x.png'}]");
        JsonNode event = JSON.readTree(notifier.messages(Samples.firstOf("HighErrorRate", 2), theirs, TEMPLATES).getLast().body());

        assertThat(event.get("payload").get("summary").asString()).isEqualTo("i2 is ill");
        assertThat(event.get("payload").get("severity").asString()).isEqualTo("critical");
        assertThat(event.get("payload").get("class").asString()).isEqualTo("c");
        assertThat(event.get("payload").get("custom_details").get("firing").asInt()).isEqualTo(1);
        assertThat(event.get("payload").get("custom_details").get("team").asString()).isEqualTo("team");
        assertThat(event.get("links").findValuesAsString("text")).containsExactly("Source", "Alert in Keepwatch", "Wiki");
        assertThat(event.get("images").toString()).isEqualTo("[{\"src\":\"https://graph/i2.png\",\"alt\":\"graph\"}]");
    }

    @ParameterizedTest
    @CsvSource({"critical, critical", "page, critical", "error, error", "warning, warning", "info, info", "weird, error", "'', error"})
    void the_severity_is_that_of_the_label(String label, String severity) {
        Message message = messages(Samples.of(NotifyReason.FIRST_NOTIFICATION, firing("HighErrorRate", "i1", label))).getFirst();

        assertThat(JSON.readTree(message.body()).get("payload").get("severity").asString()).isEqualTo(severity);
    }

    @Test
    void in_a_storm_those_without_an_incident_share_one_until_all_of_them_are_over() {
        Map<String, String> receipts = Map.of(key("i1"), key("i1"));
        List<Message> storm = messages(Samples.of(NotifyReason.NEW_ALERTS, Set.of(labels("i1")), Set.of(), receipts, range(1, 30, 0)));
        receipts = Map.of(key("i1"), key("i1"), STORM, STORM);
        List<Message> fewer = messages(Samples.of(NotifyReason.NEW_RESOLVED, known(1, 5), Set.of(), receipts, range(1, 5, 25)));
        List<Message> over = messages(Samples.of(NotifyReason.NEW_RESOLVED, known(1, 1), Set.of(), receipts, range(1, 1, 4)));
        List<Message> after = messages(Samples.of(NotifyReason.ALL_RESOLVED, Set.of(), Set.of(), Map.of(key("i1"), key("i1")), range(1, 0, 1)));

        assertThat(storm).extracting(PagerDutyNotifierTest::told).containsExactly("trigger " + STORM + " 29 alerts fire: HighErrorRate on i10 and 28 more");
        assertThat(storm.getFirst().firing()).hasSize(29);
        assertThat(fewer).extracting(PagerDutyNotifierTest::told).containsExactly("trigger " + STORM + " 4 alerts fire: HighErrorRate on i2 and 3 more");
        assertThat(fewer.getFirst().resolved()).hasSize(25);
        assertThat(over).extracting(PagerDutyNotifierTest::told).containsExactly("resolve " + STORM + " Resolved: all alerts that shared an incident with HighErrorRate on i2");
        assertThat(over.getFirst()).satisfies(message -> assertThat(message.last()).isTrue()).satisfies(message -> assertThat(message.resolved()).hasSize(4));
        assertThat(after).extracting(PagerDutyNotifierTest::told).containsExactly("resolve " + key("i1") + " Resolved: HighErrorRate on i1, after 11 min");
    }

    @Test
    void what_fired_and_ended_unsaid_is_opened_for_information_and_resolved() {
        List<Message> messages = messages(Samples.of(NotifyReason.FIRST_NOTIFICATION, Set.of(), Set.of(labels("i1")), Map.of(),
                resolved("HighErrorRate", "i1", "critical")));

        assertThat(messages).extracting(PagerDutyNotifierTest::told).containsExactly("trigger " + key("i1")
                + " Fired and resolved within 11 min, before it could be said: HighErrorRate on i1", "resolve " + key("i1") + " Fired and resolved within 11 min, before it could be said: HighErrorRate on i1");
        assertThat(JSON.readTree(messages.getFirst().body()).get("payload").get("severity").asString()).isEqualTo("info");
    }

    @Test
    void a_repeat_opens_again_what_somebody_closed_by_mistake() {
        assertThat(messages(Samples.of(NotifyReason.REPEAT, Set.of(labels("i1")), Set.of(), Map.of(key("i1"), key("i1")),
                firing("HighErrorRate", "i1", "critical")))).extracting(PagerDutyNotifierTest::told)
                .containsExactly("trigger " + key("i1") + " HighErrorRate on i1");
    }

    @Test
    void what_is_too_long_is_cut_and_what_is_too_large_goes_without_details() {
        MessageAlert large = Samples.alert(labels("i1"), Map.of("summary", "s".repeat(5_000), "description", "ä".repeat(600_000)), null);
        Message message = messages(Samples.of(NotifyReason.FIRST_NOTIFICATION, large)).getFirst();

        assertThat(message.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(512 * 1024);
        assertThat(JSON.readTree(message.body()).get("payload").get("summary").asString()).hasSize(1024).endsWith("…");
        assertThat(JSON.readTree(message.body()).get("payload").get("custom_details").toString()).contains("too large");
    }

    @Test
    void a_key_of_the_first_api_is_refused_by_name() throws InterruptedException {
        assertThat(notifier.send(new Sending("id", "{}", "", false), Samples.integration("pagerduty_configs: [{service_key: " + KEY + "}]")))
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.hint()).contains("routing_key"));
    }

    private List<Message> messages(Notification notification) {
        return notifier.messages(notification, integration(), TEMPLATES);
    }

    /// Alerts from `i<from>` on: so many that fire, then so many that have ended.
    private static MessageAlert[] range(int from, int firing, int ended) {
        return IntStream.range(from, from + firing + ended).mapToObj(i -> i < from + firing ? firing("HighErrorRate", "i" + i, "critical")
                : resolved("HighErrorRate", "i" + i, "critical")).toArray(MessageAlert[]::new);
    }

    private static Set<Labels> known(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> labels("i" + i)).collect(Collectors.toSet());
    }

    private static Labels labels(String instance) {
        return firing("HighErrorRate", instance, "critical").labels();
    }

    private static String key(String instance) {
        return Fingerprints.of(labels(instance));
    }

    private static String told(Message message) {
        JsonNode event = JSON.readTree(message.body());
        assertThat(event.get("dedup_key").asString()).isEqualTo(message.key());
        return event.get("event_action").asString() + " " + message.key() + " " + event.path("payload").path("summary").asString("");
    }

    private Integration integration(String... settings) {
        return Samples.integration("pagerduty_configs: [{routing_key: " + KEY + ", url: '" + pagerduty.url(FakeProvider.PAGERDUTY) + "'"
                + (settings.length == 0 ? "" : ", " + settings[0]) + "}]");
    }

    @Override
    protected Notifier notifier() {
        return notifier;
    }

    @Override
    protected Integration integration() {
        return integration(new String[0]);
    }

    @Override
    protected Integration impatient() {
        return integration("timeout: 500ms");
    }

    @Override
    protected Integration toNobody() {
        return Samples.integration("pagerduty_configs: [{routing_key: " + KEY + ", url: '" + gone.url(FakeProvider.PAGERDUTY) + "'}]");
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    @Override
    protected boolean noticesRepeats() {
        return true;
    }

    @Override
    protected List<Arrived> arrived() {
        return pagerduty.accepted(FakeProvider.PAGERDUTY).stream().map(request -> new Arrived(request.body(),
                request.json().get("dedup_key").asString())).toList();
    }

    @Override
    protected Optional<Duration> busy() {
        pagerduty.answer(FakeProvider.PAGERDUTY, Answer.busy(7));
        return Optional.of(Duration.ofSeconds(7));
    }

    @Override
    protected Map<String, Runnable> faults() {
        return Map.of("500", () -> pagerduty.answer(FakeProvider.PAGERDUTY, Answer.of(500)));
    }

    @Override
    protected Map<String, Runnable> lostAnswers() {
        return Map.of("no answer", () -> pagerduty.answer(FakeProvider.PAGERDUTY, Answer.silence()),
                "hangs up", () -> pagerduty.answer(FakeProvider.PAGERDUTY, Answer.hangUp()));
    }

    @Override
    protected Map<String, Refusal> refusals() {
        return Map.of("400", refusal(400, "routing_key"), "403", refusal(403, "url"), "404", refusal(404, "url"));
    }

    private Refusal refusal(int status, String hint) {
        return new Refusal(() -> pagerduty.answer(FakeProvider.PAGERDUTY, Answer.of(status, "{\"errors\":[\"" + KEY + " is unknown\"]}")), hint);
    }
}
