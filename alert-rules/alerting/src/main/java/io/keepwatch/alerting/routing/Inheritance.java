package io.keepwatch.alerting.routing;

import io.keepwatch.settings.Secret;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an integration takes from `global` where it says nothing itself.
final class Inheritance {

    /// Of the setting to the one in `global`, by kind. Each goes with its file.
    private static final Map<String, Map<String, String>> FROM_GLOBAL = Map.ofEntries(
            Map.entry("email", Map.of("smarthost", "smtp_smarthost", "from", "smtp_from", "hello", "smtp_hello", "auth_username", "smtp_auth_username",
                    "auth_password", "smtp_auth_password", "auth_secret", "smtp_auth_secret", "auth_identity", "smtp_auth_identity",
                    "require_tls", "smtp_require_tls", "tls_config", "smtp_tls_config", "force_implicit_tls", "smtp_force_implicit_tls")),
            Map.entry("slack", Map.of("app_url", "slack_app_url")),
            Map.entry("pagerduty", Map.of("url", "pagerduty_url")),
            Map.entry("opsgenie", Map.of("api_key", "opsgenie_api_key", "api_url", "opsgenie_api_url")),
            Map.entry("victorops", Map.of("api_key", "victorops_api_key", "api_url", "victorops_api_url")),
            Map.entry("telegram", Map.of("bot_token", "telegram_bot_token", "api_url", "telegram_api_url")),
            Map.entry("wechat", Map.of("api_secret", "wechat_api_secret", "api_url", "wechat_api_url", "corp_id", "wechat_api_corp_id")),
            Map.entry("rocketchat", Map.of("token", "rocketchat_token", "token_id", "rocketchat_token_id", "api_url", "rocketchat_api_url")),
            Map.entry("mattermost", Map.of("webhook_url", "mattermost_webhook_url")),
            Map.entry("webex", Map.of("api_url", "webex_api_url")),
            Map.entry("jira", Map.of("api_url", "jira_api_url")));

    private static final Map<String, Object> DEFAULTS = Map.of("smtp_hello", "localhost", "smtp_require_tls", true,
            "pagerduty_url", "https://events.pagerduty.com/v2/enqueue", "slack_app_url", "https://slack.com/api/chat.postMessage");

    private Inheritance() {}

    static Map<String, Object> defaults() {
        return DEFAULTS;
    }

    static Map<String, Object> fill(String kind, Map<String, Object> own, Map<String, Object> global) {
        var settings = new LinkedHashMap<>(own);
        FROM_GLOBAL.getOrDefault(kind, Map.of()).forEach((key, from) -> take(settings, key, global, from));
        take(settings, "http_config", global, "http_config");
        if (kind.equals("slack")) {
            fillSlack(settings, own, global);
        }
        return settings;
    }

    /// A token of `global` is used unless there is an address or a token of its own; with a token the address is that of the API.
    private static void fillSlack(Map<String, Object> settings, Map<String, Object> own, Map<String, Object> global) {
        boolean authorized = own.get("http_config") instanceof Map<?, ?> http && http.containsKey("authorization");
        if (!authorized && !own.containsKey("api_url")) {
            take(settings, "app_token", global, "slack_app_token");
        }
        take(settings, "api_url", global, "slack_api_url");
        if ((isSet(settings, "app_token") || isSet(settings, "app_token_file")) && settings.get("app_url") instanceof String url) {
            settings.put("api_url", Secret.of(url));
            settings.remove("api_url_file");
        }
    }

    private static void take(Map<String, Object> settings, String key, Map<String, Object> global, String from) {
        if (isSet(settings, key) || isSet(settings, key + "_file")) {
            return;
        }
        if (isSet(global, from)) {
            settings.put(key, global.get(from));
        } else if (isSet(global, from + "_file")) {
            settings.put(key + "_file", global.get(from + "_file"));
        }
    }

    static boolean isSet(Map<String, Object> settings, String key) {
        Object value = settings.get(key);
        return value != null && !value.equals("") && !(value instanceof Secret secret && secret.reveal().isEmpty());
    }
}
