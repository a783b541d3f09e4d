package io.keepwatch.alerting.notifier;

import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.settings.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Fills the templates in settings with the alerts of one notification.
public record SettingFilling(MessageTemplates templates, MessageData data) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MARK = "<secret of ";
    private static final MessageTemplates BUILT_IN = MessageTemplates.builtIn();

    /// @throws io.keepwatch.alerting.template.TemplateException when it cannot be filled
    public String text(String setting) {
        return templates.text(setting, data);
    }

    /// What a template of Alertmanager's name says, when the user has replaced it by one of his own; empty when it is still ours.
    public Optional<String> replaced(String template) {
        String call = "{{ template \"" + template + "\" . }}";
        String text = templates.text(call, data);
        return text.equals(BUILT_IN.text(call, data)) ? Optional.empty() : Optional.of(text);
    }

    /// A nested setting; a text that is a JSON value once it is filled becomes that value, as in Alertmanager. A secret that is no template
    /// stays out of it: its place is marked.
    ///
    /// @param path of the value, by which [#withSecrets] finds it again
    public Object nested(Object value, String path) {
        return switch (value) {
            case String text -> typed(text(text), text.contains("{{"));
            case Secret secret -> secret.reveal().contains("{{") ? typed(text(secret.reveal()), true) : MARK + path + ">";
            case Map<?, ?> map -> {
                var filled = new LinkedHashMap<String, Object>();
                map.forEach((key, inner) -> filled.put(text(String.valueOf(key)), nested(inner, path + "." + key)));
                yield filled;
            }
            case List<?> list -> {
                List<Object> filled = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    filled.add(nested(list.get(i), path + "." + i));
                }
                yield filled;
            }
            default -> value;
        };
    }

    private static Object typed(String text, boolean filled) {
        boolean likeJson = text.matches("(?s)\\s*(\\{.*}|\\[.*]|true|false|null|-?[0-9]+(\\.[0-9]+)?)\\s*");
        if (!likeJson || !filled && text.isBlank()) {
            return text;
        }
        try {
            Object value = JSON.readValue(text, Object.class);
            return value == null ? text : value;
        } catch (JacksonException _) {
            return text;
        }
    }

    /// The body with the secrets in their places.
    ///
    /// @param value the setting that was filled
    public static String withSecrets(String body, Object value, String path) {
        return switch (value) {
            case Secret secret -> body.replace(quoted(MARK + path + ">"), quoted(secret.reveal()));
            case Map<?, ?> map -> {
                String with = body;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    with = withSecrets(with, entry.getValue(), path + "." + entry.getKey());
                }
                yield with;
            }
            case List<?> list -> {
                String with = body;
                for (int i = 0; i < list.size(); i++) {
                    with = withSecrets(with, list.get(i), path + "." + i);
                }
                yield with;
            }
            default -> body;
        };
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
