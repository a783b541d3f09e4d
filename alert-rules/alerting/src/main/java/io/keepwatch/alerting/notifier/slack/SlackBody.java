package io.keepwatch.alerting.notifier.slack;

import io.keepwatch.alerting.notifier.Notifier.Sending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A message as it is stored: what stands at the top of the thread, and what is said beneath it.
///
/// @param common channel, name and picture
/// @param post   null when the top stays as it is
/// @param reply  null when there is nothing to say beneath
record SlackBody(ObjectNode common, @Nullable ObjectNode post, @Nullable ObjectNode reply, boolean bot, String id, boolean maybeRepeat) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REPEAT = "This may be a repeat: Keepwatch does not know whether it arrived before.";

    static String stored(Map<String, Object> common, @Nullable Map<String, Object> post, @Nullable Map<String, Object> reply) {
        var body = new LinkedHashMap<String, Object>();
        body.put("common", common);
        if (post != null) {
            body.put("post", post);
        }
        if (reply != null) {
            body.put("reply", reply);
        }
        return JSON.writeValueAsString(body);
    }

    static SlackBody of(Sending sending, boolean bot) {
        var body = (ObjectNode) JSON.readTree(sending.body());
        return new SlackBody((ObjectNode) body.get("common"), (ObjectNode) body.get("post"), (ObjectNode) body.get("reply"), bot,
                sending.id(), sending.maybeRepeat());
    }

    /// Where nothing was said before.
    ObjectNode first() {
        return marked(merged(Objects.requireNonNullElse(post == null ? reply : post, JSON.createObjectNode())));
    }

    /// An edit cannot be a duplicate, so it bears no mark.
    ObjectNode update(SlackThread.Top top) {
        ObjectNode message = merged(Objects.requireNonNull(post));
        message.put("channel", top.channel());
        message.put("ts", top.ts());
        message.remove(List.of("username", "icon_url", "icon_emoji"));
        return message;
    }

    ObjectNode replyTo(SlackThread.Top top) {
        ObjectNode message = marked(merged(Objects.requireNonNull(reply)));
        message.put("channel", top.channel());
        message.put("thread_ts", top.ts());
        return message;
    }

    private ObjectNode merged(ObjectNode part) {
        ObjectNode message = common.deepCopy();
        message.setAll(part.deepCopy());
        return message;
    }

    /// The id of what a bot posts goes with it, so that it can be found among the messages of the channel.
    private ObjectNode marked(ObjectNode message) {
        if (bot) {
            message.putObject("metadata").put("event_type", "keepwatch_notification").putObject("event_payload").put("id", id);
        }
        if (maybeRepeat) {
            ArrayNode attachments = message.withArray("attachments");
            attachments.addObject().put("color", "#9e9e9e").put("fallback", REPEAT).put("text", REPEAT);
        }
        return message;
    }
}
