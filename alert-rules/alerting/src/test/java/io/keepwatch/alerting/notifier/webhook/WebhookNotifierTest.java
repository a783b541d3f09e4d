package io.keepwatch.alerting.notifier.webhook;

import static io.keepwatch.alerting.notifier.Samples.firing;
import static io.keepwatch.alerting.notifier.Samples.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.notifier.FakeProvider;
import io.keepwatch.alerting.notifier.FakeProvider.Answer;
import io.keepwatch.alerting.notifier.FakeProvider.Request;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Notifier.Sending;
import io.keepwatch.alerting.notifier.NotifierContract;
import io.keepwatch.alerting.notifier.Outcome.Rejected;
import io.keepwatch.alerting.notifier.Samples;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookNotifierTest extends NotifierContract {

    private static final String PATH = "/hook-T0PSECRET";
    private static final MessageTemplates TEMPLATES = MessageTemplates.builtIn();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FakeProvider provider = FakeProvider.start();
    private final FakeProvider gone = FakeProvider.start();
    private final Notifier notifier = new WebhookNotifier(Clock.fixed(Samples.NOW, ZoneOffset.UTC));

    WebhookNotifierTest() {
        gone.close();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void the_payload_is_alertmanagers() {
        Notification notification = Samples.of(NotifyReason.NEW_RESOLVED, firing("HighErrorRate", "i2", "critical"), resolved("HighErrorRate", "i1", "critical"));

        assertThat(body(notification, integration())).isEqualTo("""
                {"receiver":"team","status":"firing","alerts":[\
                {"status":"resolved","labels":{"alertname":"HighErrorRate","cluster":"c1","instance":"i1","severity":"critical"},\
                "annotations":{"summary":"HighErrorRate on i1"},"startsAt":"2026-11-21T03:14:00Z","endsAt":"2026-11-21T03:25:00Z",\
                "generatorURL":"https://watch.example.org/alerts/rules/demo/HighErrorRate","fingerprint":"e5bb63dfd96cccf3"},\
                {"status":"firing","labels":{"alertname":"HighErrorRate","cluster":"c1","instance":"i2","severity":"critical"},\
                "annotations":{"summary":"HighErrorRate on i2"},"startsAt":"2026-11-21T03:14:00Z","endsAt":"0001-01-01T00:00:00Z",\
                "generatorURL":"https://watch.example.org/alerts/rules/demo/HighErrorRate","fingerprint":"5d50ea9e0e1e9f34"}],\
                "groupLabels":{"alertname":"HighErrorRate"},"commonLabels":{"alertname":"HighErrorRate","cluster":"c1","severity":"critical"},\
                "commonAnnotations":{},"externalURL":"https://watch.example.org","version":"4",\
                "groupKey":"{}/{}:{alertname=\\"HighErrorRate\\"}","truncatedAlerts":0}""");
    }

    /// Whose fields and their order come from what a real Alertmanager sent.
    @Test
    void its_fields_are_those_that_alertmanager_sent() throws IOException {
        String data = System.getenv("KEEPWATCH_CONFORMANCE_DATA");
        if (data == null) {
            System.out.println("KEEPWATCH_CONFORMANCE_DATA is not set: no payload was compared with Alertmanager's");
            return;
        }
        String sent = Files.readAllLines(Path.of(data, "alertmanager/captured/sink.jsonl")).stream().filter(line -> line.contains("\"/hook\""))
                .findFirst().orElseThrow();
        JsonNode theirs = JSON.readTree(sent).get("body");
        JsonNode ours = JSON.readTree(body(Samples.firstOf("HighErrorRate", 2), integration()));

        assertThat(ours.propertyNames()).containsExactlyElementsOf(theirs.propertyNames());
        assertThat(ours.get("alerts").get(0).propertyNames()).containsExactlyElementsOf(theirs.get("alerts").get(0).propertyNames());
        assertThat(ours.get("alerts").get(0).get("fingerprint")).isEqualTo(theirs.get("alerts").get(0).get("fingerprint"));
        assertThat(ours.get("groupKey")).isEqualTo(theirs.get("groupKey"));
    }

    @Test
    void what_is_above_max_alerts_is_counted() {
        JsonNode payload = JSON.readTree(body(Samples.firstOf("HighErrorRate", 5), integration("max_alerts: 2")));

        assertThat(payload.get("alerts")).hasSize(2);
        assertThat(payload.get("truncatedAlerts").asInt()).isEqualTo(3);
    }

    @Test
    void what_fired_and_ended_unsaid_is_told_as_two_messages() {
        Labels blip = resolved("Blip", "i4", "warning").labels();
        List<Message> messages = notifier.messages(Samples.of(NotifyReason.FIRST_NOTIFICATION, Set.of(), Set.of(blip), Map.of(),
                resolved("Blip", "i4", "warning")), integration(), TEMPLATES);

        assertThat(messages).extracting(message -> JSON.readTree(message.body()).get("status").asString()).containsExactly("firing", "resolved");
        assertThat(JSON.readTree(messages.getFirst().body()).get("alerts").get(0).get("endsAt").asString()).isEqualTo("0001-01-01T00:00:00Z");
    }

    @Test
    void a_payload_of_ones_own_is_filled_and_its_secrets_are_added_when_it_is_sent() throws InterruptedException {
        Integration own = integration("payload: {text: '{{ .CommonLabels.alertname }}', alerts: '{{ len .Alerts }}', all: '{{ toJson .GroupLabels }}',"
                + " auth: {key: 'hunter2'}, key: '{{ .Receiver }}', list: [1, x]}");
        String body = body(Samples.firstOf("HighErrorRate", 2), own);
        notifier.send(new Sending("id", body, "", false), own);

        assertThat(body).doesNotContain("hunter2");
        assertThat(provider.requests(PATH).getFirst().body()).isEqualTo("{\"text\":\"HighErrorRate\",\"alerts\":2,\"all\":{\"alertname\":\"HighErrorRate\"},"
                + "\"auth\":{\"key\":\"hunter2\"},\"key\":\"team\",\"list\":[1,\"x\"]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{basic_auth: {username: u, password: p}}|Basic dTpw",
            "{authorization: {credentials: c}}|Bearer c",
            "{authorization: {type: ApiKey, credentials: c}}|ApiKey c",
            "{bearer_token: t}|Bearer t",
            "{http_headers: {Authorization: {secrets: [s]}}}|s",
    })
    void http_config_says_how_to_ask(String config, String authorization) throws InterruptedException {
        Integration integration = integration("http_config: " + config);
        notifier.send(new Sending("id", "{}", "", false), integration);

        assertThat(provider.requests(PATH)).singleElement().satisfies(request -> assertThat(request.header("Authorization")).isEqualTo(authorization));
    }

    @Test
    void the_address_may_be_in_a_file_which_is_read_at_each_use(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("url");
        Integration integration = Samples.integration("webhook_configs: [{url_file: '" + file + "'}]");

        assertThat(notifier.send(new Sending("id", "{}", "", false), integration)).isInstanceOfSatisfying(Rejected.class,
                rejected -> assertThat(rejected.why()).contains("url", file.toString()));
        assertThat(notifier.destination(integration)).isEqualTo("webhook whose url cannot be used");

        Files.writeString(file, provider.url(PATH) + "\n");
        notifier.send(new Sending("id", "{}", "", false), integration);
        assertThat(provider.requests(PATH)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http_config: {oauth2: {client_id: x}}|http_config.oauth2 is not built",
            "http_config: {tls_config: {cert_file: x, key_file: y}}|tls_config.cert_file is not built",
            "http_config: {tls_config: {ca_file: none.pem}}|The certificates of tls_config cannot be read",
            "http_config: {proxy_url: 'http://u:p@proxy'}|http_config.proxy_url is no address of a proxy",
    })
    void what_cannot_be_done_is_refused_by_name(String setting, String why) throws InterruptedException {
        assertThat(notifier.send(new Sending("id", "{}", "", false), integration(setting))).isInstanceOfSatisfying(Rejected.class,
                rejected -> assertThat(rejected.why()).startsWith(why));
    }

    private String body(Notification notification, Integration integration) {
        return notifier.messages(notification, integration, TEMPLATES).getLast().body();
    }

    private Integration integration(String... settings) {
        return Samples.integration("webhook_configs: [{url: '" + provider.url(PATH) + "'"
                + (settings.length == 0 ? "" : ", " + settings[0]) + "}]");
    }

    @Override
    protected Notifier notifier() {
        return notifier;
    }

    @Override
    protected Integration integration() {
        return integration("http_config: {basic_auth: {username: keepwatch, password: hunter2}}");
    }

    @Override
    protected Integration impatient() {
        return integration("timeout: 500ms");
    }

    @Override
    protected Integration toNobody() {
        return Samples.integration("webhook_configs: [{url: '" + gone.url(PATH) + "'}]");
    }

    @Override
    protected List<String> secrets() {
        return List.of(PATH, "hunter2");
    }

    @Override
    protected List<Arrived> arrived() {
        return provider.accepted(PATH).stream().map(request -> new Arrived(text(request), request.header("Idempotency-Key"))).toList();
    }

    private static String text(Request request) {
        return request.headers() + request.body();
    }

    @Override
    protected String repeatMark() {
        return "keepwatch-possible-duplicate=true";
    }

    @Override
    protected Optional<Duration> busy() {
        provider.answer(PATH, Answer.busy(7));
        return Optional.of(Duration.ofSeconds(7));
    }

    @Override
    protected Map<String, Runnable> faults() {
        return Map.of("500", () -> provider.answer(PATH, Answer.of(500, "oops")), "503", () -> provider.answer(PATH, Answer.of(503)));
    }

    @Override
    protected Map<String, Runnable> lostAnswers() {
        return Map.of("no answer", () -> provider.answer(PATH, Answer.silence()), "hangs up", () -> provider.answer(PATH, Answer.hangUp()),
                "504", () -> provider.answer(PATH, Answer.of(504)));
    }

    @Override
    protected Map<String, Refusal> refusals() {
        return Map.of("400", refusal(400, "log of the other side"), "401", refusal(401, "http_config"), "403", refusal(403, "http_config"),
                "404", refusal(404, "correct url"), "307", refusal(307, "redirects"));
    }

    private Refusal refusal(int status, String hint) {
        return new Refusal(() -> provider.answer(PATH, Answer.of(status, "Cannot POST " + PATH + " with hunter2")), hint);
    }
}
