package io.keepwatch.alerting.notifier.slack;

import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.Outcome.Sent;
import io.keepwatch.alerting.notifier.slack.SlackApi.Answer;
import io.keepwatch.alerting.notifier.slack.SlackApi.Done;
import io.keepwatch.alerting.notifier.slack.SlackApi.Failed;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A group's message and the replies to it, by a bot.
///
/// @param api to ask
/// @param top where the message at the top is; null before it was posted
record SlackThread(SlackApi api, @Nullable Top top) {

    private static final String POST = "chat.postMessage";

    /// The channel's id and the message's: together the receipt.
    record Top(String channel, String ts) {

        static @Nullable Top of(String receipt) {
            int colon = receipt.indexOf(':');
            return receipt.matches("[A-Z0-9]+:[0-9.]+") ? new Top(receipt.substring(0, colon), receipt.substring(colon + 1)) : null;
        }

        String receipt() {
            return channel + ":" + ts;
        }
    }

    /// The top is edited, which can be done twice, before the reply, which cannot.
    Outcome tell(SlackBody body) throws InterruptedException {
        if (top == null) {
            return begin(body);
        }
        if (body.post() != null) {
            Answer edited = api.post(api.settings().method("chat.update"), body.update(top));
            if (edited instanceof Failed failed) {
                return SlackErrors.isGone(failed.error()) ? begin(body) : failed.outcome();
            }
        }
        if (body.reply() == null) {
            return new Sent(top.receipt());
        }
        return switch (api.post(api.settings().method(POST), body.replyTo(top))) {
            case Done _ -> new Sent(top.receipt());
            case Failed failed -> SlackErrors.isGone(failed.error()) ? begin(body) : failed.outcome();
        };
    }

    private Outcome begin(SlackBody body) throws InterruptedException {
        ObjectNode message = body.first();
        return switch (api.post(api.settings().method(POST), message)) {
            case Done(JsonNode answer) -> new Sent(new Top(answer.path("channel").asString(""), answer.path("ts").asString("")).receipt());
            case Failed failed -> failed.outcome();
        };
    }
}
