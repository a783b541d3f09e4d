package io.keepwatch.alerting.notifier.slack;

import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.Outcome.Rejected;
import io.keepwatch.alerting.notifier.http.HttpAnswer.Answered;
import io.keepwatch.alerting.notifier.http.HttpAnswer.Unanswered;
import io.keepwatch.alerting.notifier.http.HttpSender;
import java.net.URI;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Asks Slack once.
record SlackApi(HttpSender http, SlackSettings settings, String id) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    sealed interface Answer {}

    record Done(JsonNode body) implements Answer {}

    /// @param error Slack's word; empty when it is not Slack that failed
    record Failed(String error, Outcome outcome) implements Answer {}

    /// A message whose layout Slack refuses is sent again as plain text: an alert is told, whatever it looks like.
    Answer post(URI url, ObjectNode message) throws InterruptedException {
        Answer answer = once(url, message);
        if (answer instanceof Failed failed && SlackErrors.isLayout(failed.error()) && message.has("text") && message.has("attachments")) {
            ObjectNode plain = message.deepCopy();
            plain.remove("attachments");
            return once(url, plain);
        }
        return answer;
    }

    private Answer once(URI url, ObjectNode message) throws InterruptedException {
        return switch (http.post(url, JSON.writeValueAsString(message), Map.of("Idempotency-Key", id), settings.access())) {
            case Unanswered(Outcome outcome) -> new Failed("", outcome);
            case Answered answer -> answer.trouble().<Answer>map(trouble -> new Failed("", trouble)).orElseGet(() -> read(answer));
        };
    }

    private Answer read(Answered answer) {
        JsonNode json = json(answer.body());
        if (answer.ok() && (settings.bot() ? json.path("ok").asBoolean(false) : json.path("ok").asBoolean(true))) {
            return new Done(json);
        }
        String error = json.path("error").asString(settings.bot() ? "" : answer.body().strip());
        if (!error.matches("[a-z_]{3,60}")) {
            return new Failed("", new Rejected("Slack: " + answer.told(), settings.bot() ? "let app_url be https://slack.com/api/chat.postMessage"
                    : "make a new incoming webhook, and set it as api_url"));
        }
        return new Failed(error, SlackErrors.outcome(error, answer.retryAfter()));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            // a webhook answers with a word
            return JSON.createObjectNode();
        }
    }
}
