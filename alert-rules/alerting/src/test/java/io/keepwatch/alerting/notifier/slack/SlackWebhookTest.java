package io.keepwatch.alerting.notifier.slack;

import static io.keepwatch.alerting.notifier.Samples.firing;
import static io.keepwatch.alerting.notifier.Samples.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.notifier.FakeProvider;
import io.keepwatch.alerting.notifier.FakeProvider.Answer;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier.Sending;
import io.keepwatch.alerting.notifier.Outcome.Sent;
import io.keepwatch.alerting.notifier.Samples;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageTemplates;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SlackWebhookTest extends SlackContract {

    private static final String PATH = "/services/T0/B0/hunter2";
    private static final MessageTemplates TEMPLATES = MessageTemplates.builtIn();

    @Test
    void each_change_is_a_post_of_its_own() throws InterruptedException {
        tell(Samples.of(NotifyReason.FIRST_NOTIFICATION, firing("HighErrorRate", "i1", "critical"), firing("HighErrorRate", "i2", "critical")));
        tell(Samples.of(NotifyReason.NEW_RESOLVED, Set.of(firing("HighErrorRate", "i2", "critical").labels()), Set.of(), Map.of(Samples.GROUP, "ok"),
                firing("HighErrorRate", "i2", "critical"), resolved("HighErrorRate", "i1", "critical")));
        tell(Samples.of(NotifyReason.ALL_RESOLVED, Set.of(), Set.of(), Map.of(Samples.GROUP, "ok"), resolved("HighErrorRate", "i2", "critical")));

        assertThat(slack.requests(PATH)).extracting(request -> request.json().get("text").asString()).containsExactly(
                "🔴 Critical: HighErrorRate on i1 and 1 more",
                "✅ Resolved: HighErrorRate on i1, after 11 min; 1 still firing",
                "✅ Resolved: HighErrorRate on i2, after 11 min");
        assertThat(slack.requests(PATH)).extracting(request -> request.json().get("attachments").get(0).get("color").asString())
                .containsExactly("#c62828", "#c62828", "#2e7d32");
    }

    @Test
    void with_texts_of_the_users_it_is_what_alertmanager_posts() throws InterruptedException {
        Integration theirs = integration(slack, ", title: '{{ template \"slack.default.title\" . }}', color: '{{ template \"slack.default.color\" . }}',"
                + " fields: [{title: Cluster, value: '{{ .CommonLabels.cluster }}', short: true}]");
        Message message = notifier().messages(Samples.firstOf("HighErrorRate", 2), theirs, TEMPLATES).getFirst();
        notifier().send(new Sending("id", message.body(), "", false), theirs);

        assertThat(slack.requests(PATH).getFirst().body()).isEqualTo("""
                {"channel":"#alerts","username":"Keepwatch","attachments":[{"title":"[FIRING:2] HighErrorRate (c1 critical)",\
                "title_link":"https://watch.example.org/alerts?receiver=team","text":"",\
                "fallback":"[FIRING:2] HighErrorRate (c1 critical) | https://watch.example.org/alerts?receiver=team","callback_id":"",\
                "fields":[{"title":"Cluster","value":"c1","short":true}],"footer":"","color":"danger","mrkdwn_in":["fallback","pretext","text"]}]}""");
    }

    @Test
    void with_a_template_of_the_users_in_place_of_ours_it_is_what_alertmanager_posts_too() {
        MessageTemplates own = TEMPLATES.with("own.tmpl", "{{ define \"slack.default.title\" }}Mine: {{ .Status }}{{ end }}");

        assertThat(notifier().messages(Samples.firstOf("HighErrorRate", 1), integration(), own).getFirst().body())
                .contains("\"title\":\"Mine: firing\"").doesNotContain("blocks");
    }

    @Test
    void a_message_whose_layout_is_refused_arrives_as_plain_text() throws InterruptedException {
        slack.answer(PATH, Answer.of(400, "invalid_blocks"));

        assertThat(send("id", false)).isInstanceOf(Sent.class);
        assertThat(slack.accepted(PATH)).singleElement().satisfies(request -> {
            assertThat(request.json().has("attachments")).isFalse();
            assertThat(request.json().get("text").asString()).isEqualTo("🔴 Critical: HighErrorRate on i1");
        });
    }

    @Test
    void however_many_alerts_there_are_every_message_is_within_slacks_limits() {
        List<Message> messages = notifier().messages(Samples.firstOf("HighErrorRate".repeat(30), 500), integration(), TEMPLATES);

        assertThat(messages).allSatisfy(message -> assertThat(message.body().length()).isLessThan(12_000));
        JsonNode blocks = JsonMapper.builder().build().readTree(messages.getFirst().body())
                .get("post").get("attachments").get(0).get("blocks");
        assertThat(blocks.size()).isLessThanOrEqualTo(50);
        assertThat(blocks).allSatisfy(block -> assertThat(block.path("text").path("text").asString("").length()).isLessThan(3_000));
    }

    private void tell(Notification notification) throws InterruptedException {
        for (Message message : notifier().messages(notification, integration(), TEMPLATES)) {
            notifier().send(new Sending("id", message.body(), "ok", false), integration());
        }
    }

    @Override
    String path() {
        return PATH;
    }

    @Override
    Integration integration(FakeProvider provider, String settings) {
        return Samples.integration("slack_configs: [{api_url: '" + provider.url(PATH) + "', channel: '#alerts'" + settings + "}]");
    }

    @Override
    protected List<String> secrets() {
        return List.of("hunter2");
    }

    @Override
    protected Map<String, Refusal> refusals() {
        return Map.of("403", refusal(Answer.of(403, "action_prohibited"), "channel"), "404", refusal(Answer.of(404, "no_service"), "incoming webhook"),
                "404 of another", refusal(Answer.of(404, "<html>nothing at " + PATH + "</html>"), "incoming webhook"),
                "410", refusal(Answer.of(410, "channel_is_archived"), "channel"));
    }
}
