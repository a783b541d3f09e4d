package io.keepwatch.alerting.notifier.slack;

import static io.keepwatch.alerting.notifier.Samples.firing;
import static io.keepwatch.alerting.notifier.Samples.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.notifier.FakeProvider;
import io.keepwatch.alerting.notifier.FakeProvider.Answer;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier.Sending;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.Outcome.Retry;
import io.keepwatch.alerting.notifier.Outcome.Sent;
import io.keepwatch.alerting.notifier.Samples;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.telemetry.series.Labels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlackBotTest extends SlackContract {

    private static final MessageTemplates TEMPLATES = MessageTemplates.builtIn();
    private static final Labels ONE = firing("HighErrorRate", "i1", "critical").labels();
    private static final Labels TWO = firing("HighErrorRate", "i2", "critical").labels();

    @Test
    void a_group_is_one_message_with_a_thread_that_is_green_in_the_end() throws InterruptedException {
        String receipt = tell(Samples.of(NotifyReason.FIRST_NOTIFICATION, firing("HighErrorRate", "i1", "critical")), "");
        receipt = tell(Samples.of(NotifyReason.NEW_ALERTS, Set.of(ONE), Set.of(), Map.of(Samples.GROUP, receipt),
                firing("HighErrorRate", "i1", "critical"), firing("HighErrorRate", "i2", "critical")), receipt);
        tell(Samples.of(NotifyReason.ALL_RESOLVED, Set.of(), Set.of(), Map.of(Samples.GROUP, receipt),
                resolved("HighErrorRate", "i1", "critical"), resolved("HighErrorRate", "i2", "critical")), receipt);

        assertThat(receipt).isEqualTo("C0FAKE:1700000000.000001");
        assertThat(slack.requests()).extracting(request -> request.path().substring(10) + " " + request.json().path("thread_ts").asString("-") + " "
                + request.json().path("ts").asString("-") + " " + request.json().path("reply_broadcast").asBoolean(false) + " "
                + request.json().get("text").asString()).containsExactly(
                "postMessage - - false 🔴 Critical: HighErrorRate on i1",
                "update - 1700000000.000001 false 🔴 Critical: HighErrorRate on i1 and 1 more",
                "postMessage 1700000000.000001 - true 🔴 Critical: HighErrorRate on i2",
                "update - 1700000000.000001 false ✅ Resolved: HighErrorRate on i1 and 1 more, after 11 min",
                "postMessage 1700000000.000001 - false ✅ Resolved: HighErrorRate on i1 and 1 more, after 11 min");
        assertThat(slack.requests(FakeProvider.SLACK_UPDATE).getLast().json().get("attachments").get(0).get("color").asString()).isEqualTo("#2e7d32");
        assertThat(slack.requests()).allSatisfy(request -> assertThat(request.header("Authorization")).isEqualTo("Bearer xoxb-hunter2"));
    }

    @Test
    void the_thread_is_posted_anew_when_somebody_deleted_it() throws InterruptedException {
        slack.answer(FakeProvider.SLACK_UPDATE, Answer.slackError("message_not_found"));

        assertThat(tell(Samples.firstOf("HighErrorRate", 1), "C0FAKE:1600000000.000001")).isEqualTo("C0FAKE:1700000000.000001");
        assertThat(slack.accepted(FakeProvider.SLACK_API)).singleElement().satisfies(request -> assertThat(request.json().has("thread_ts")).isFalse());
    }

    @Test
    void when_the_reply_has_to_wait_the_edit_is_done_again_with_it() throws InterruptedException {
        slack.answer(FakeProvider.SLACK_API, Answer.busy(3));
        Message message = notifier().messages(Samples.firstOf("HighErrorRate", 1), integration(), TEMPLATES).getFirst();
        var sending = new Sending("id", message.body(), "C0FAKE:1600000000.000001", false);

        assertThat(notifier().send(sending, integration())).isInstanceOf(Retry.class);
        assertThat(notifier().send(sending, integration())).isInstanceOf(Sent.class);
        assertThat(slack.accepted(FakeProvider.SLACK_UPDATE)).hasSize(2);
        assertThat(slack.accepted(FakeProvider.SLACK_API)).hasSize(1);
    }

    @Test
    void a_storm_is_one_message_and_lists_beneath_it() throws InterruptedException {
        tell(Samples.firstOf("HighErrorRate", 60), "");

        assertThat(slack.requests().getFirst().json().get("attachments").get(0).get("blocks").toString()).contains("60 firing", "and 52 more, listed below");
        assertThat(slack.requests()).hasSize(2);
        assertThat(slack.requests().getLast().json().get("thread_ts").asString()).isEqualTo("1700000000.000001");
        assertThat(slack.requests().getLast().json().get("text").asString().lines()).hasSize(52)
                .contains("🔴 HighErrorRate on i60, since 03:14 UTC");
    }

    @Test
    void what_fired_and_ended_before_it_could_be_said_is_told_in_words() throws InterruptedException {
        tell(Samples.of(NotifyReason.FIRST_NOTIFICATION, Set.of(), Set.of(ONE), Map.of(), resolved("HighErrorRate", "i1", "critical")), "");

        assertThat(slack.requests()).singleElement().satisfies(request -> {
            assertThat(request.json().get("text").asString()).isEqualTo("✅ Fired and resolved: HighErrorRate on i1, within 11 min");
            assertThat(request.body()).contains("fired at <!date^", "|03:14 UTC>, resolved at", "it could not be said in time");
        });
    }

    @Test
    void an_alert_says_since_when_what_it_is_and_where_to_click() throws InterruptedException {
        var alert = Samples.alert(Labels.of("alertname", "HighErrorRate", "service", "check<out>", "severity", "critical"), Map.of(
                "summary", "12 % of requests to checkout fail", "description", "The error ratio is above 5 % for 10 min & rises",
                "runbook_url", "https://watch.example.org/runbooks/HighErrorRate", "restore_url", "https://watch.example.org/restores/new?point=7",
                "restore_database", "quotes", "restore_point_age", "1h14m"), null);
        tell(Samples.of(NotifyReason.FIRST_NOTIFICATION, alert), "");

        assertThat(slack.requests().getFirst().json().get("text").asString()).isEqualTo("🔴 Critical: 12 % of requests to checkout fail");
        assertThat(slack.requests().getFirst().json().get("attachments").get(0).get("blocks").get(0).get("text").get("text").asString()).isEqualTo("""
                since <!date^1795230840^{time}|03:14 UTC>  `service=check&lt;out&gt;`
                The error ratio is above 5 % for 10 min &amp; rises
                <https://watch.example.org/runbooks/HighErrorRate|Runbook>  ·  \
                <https://watch.example.org/restores/new?point=7|Restore point of quotes, 1h14m before>  ·  \
                <https://watch.example.org/alerts/rules/demo/HighErrorRate|Source>""");
    }

    private String tell(Notification notification, String receipt) throws InterruptedException {
        String last = receipt;
        for (Message message : notifier().messages(notification, integration(), TEMPLATES)) {
            Outcome outcome = notifier().send(new Sending("id", message.body(), last, false), integration());
            assertThat(outcome).isInstanceOf(Sent.class);
            last = ((Sent) outcome).receipt();
        }
        return last;
    }

    @Override
    String path() {
        return FakeProvider.SLACK_API;
    }

    @Override
    Integration integration(FakeProvider provider, String settings) {
        return Samples.integration("slack_configs: [{app_token: 'xoxb-hunter2', app_url: '" + provider.url(FakeProvider.SLACK_API)
                + "', channel: '#alerts'" + settings + "}]");
    }

    @Override
    protected List<String> secrets() {
        return List.of("hunter2");
    }

    @Override
    protected Map<String, Refusal> refusals() {
        return Map.of("unknown channel", refusal(Answer.slackError("channel_not_found"), "/invite"), "token", refusal(Answer.slackError("token_revoked"),
                "app_token"), "scope", refusal(Answer.slackError("missing_scope"), "chat:write"), "403", refusal(Answer.of(403, "no Bearer xoxb-hunter2"), "app_url"));
    }
}
