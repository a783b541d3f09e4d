package io.keepwatch.alerting.notifier.slack;

import io.keepwatch.alerting.notifier.SettingFilling;
import io.keepwatch.alerting.routing.Integration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The message as Alertmanager would send it, for an integration that sets texts of its own.
record SlackAttachment(Integration integration, SettingFilling filling) {

    private static final List<String> TEXTS = List.of("title", "title_link", "pretext", "text", "message_text", "fields", "fallback", "footer",
            "actions", "image_url", "thumb_url", "callback_id");
    private static final List<String> TEMPLATES = List.of("slack.default.title", "slack.default.pretext", "slack.default.text", "slack.default.fallback");
    private static final int LONGEST_TITLE = 1024;

    /// Also when it sets none, but the templates that it would use are of the user's own.
    static boolean wanted(Integration integration, SettingFilling filling) {
        return TEXTS.stream().anyMatch(key -> integration.settings().containsKey(key))
                || TEMPLATES.stream().anyMatch(template -> filling.replaced(template).isPresent());
    }

    Map<String, Object> message() {
        var attachment = new LinkedHashMap<String, Object>();
        attachment.put("title", SlackText.clipped(text("title", "slack.default.title"), LONGEST_TITLE));
        attachment.put("title_link", text("title_link", "slack.default.titlelink"));
        put(attachment, "pretext", text("pretext", "slack.default.pretext"));
        attachment.put("text", text("text", "slack.default.text"));
        attachment.put("fallback", text("fallback", "slack.default.fallback"));
        attachment.put("callback_id", text("callback_id", "slack.default.callbackid"));
        putAll(attachment, "fields");
        put(attachment, "image_url", text("image_url", null));
        put(attachment, "thumb_url", text("thumb_url", null));
        attachment.put("footer", text("footer", "slack.default.footer"));
        attachment.put("color", text("color", "slack.default.color"));
        attachment.put("mrkdwn_in", integration.settings().get("mrkdwn_in") instanceof List<?> in ? in : List.of("fallback", "pretext", "text"));
        putAll(attachment, "actions");
        var message = new LinkedHashMap<String, Object>();
        put(message, "text", text("message_text", null));
        message.put("attachments", List.of(attachment));
        return message;
    }

    private static void put(Map<String, Object> to, String key, String value) {
        if (!value.isEmpty()) {
            to.put(key, value);
        }
    }

    private String text(String key, @Nullable String template) {
        Object setting = integration.settings().get(key);
        if (setting instanceof String text) {
            return filling.text(text);
        }
        return template == null ? "" : filling.text("{{ template \"" + template + "\" . }}");
    }

    private void putAll(Map<String, Object> attachment, String key) {
        if (!(integration.settings().get(key) instanceof List<?> items)) {
            return;
        }
        List<Object> filled = new ArrayList<>();
        for (Object item : items) {
            filled.add(item instanceof Map<?, ?> map ? filled(map, key.equals("fields")) : item);
        }
        attachment.put(key, filled);
    }

    private Map<String, Object> filled(Map<?, ?> item, boolean field) {
        var filled = new LinkedHashMap<String, Object>();
        item.forEach((key, value) -> filled.put(String.valueOf(key), switch (value) {
            case String text when key.equals("short") -> text.equalsIgnoreCase("true");
            case String text -> filling.text(text);
            case Map<?, ?> inner -> filled(inner, false);
            default -> value;
        }));
        if (field) {
            filled.putIfAbsent("short", Boolean.TRUE.equals(integration.settings().get("short_fields")));
        }
        return filled;
    }
}
