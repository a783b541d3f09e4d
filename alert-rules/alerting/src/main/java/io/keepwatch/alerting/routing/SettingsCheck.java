package io.keepwatch.alerting.routing;

import static io.keepwatch.alerting.routing.Inheritance.isSet;

import io.keepwatch.settings.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Alertmanager demands of the settings of a block, in its words.
final class SettingsCheck {

    private SettingsCheck() {}

    /// What is wrong with `global`.
    static @Nullable String global(Map<String, Object> settings) {
        String both = valueAndFile(settings, SettingsCatalog.global());
        if (both != null) {
            return both;
        }
        boolean token = any(settings, "slack_app_token", "slack_app_token_file");
        boolean url = any(settings, "slack_api_url", "slack_api_url_file");
        // the address of the API beside a token says the same twice
        boolean same = settings.get("slack_api_url") instanceof Secret address && address.reveal().equals(settings.get("slack_app_url"));
        return token && url && !same
                ? "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured" : null;
    }

    /// What is wrong with what an integration says itself.
    static @Nullable String own(String kind, Map<String, Object> settings) {
        String both = valueAndFile(settings, SettingsCatalog.of(kind));
        return both != null ? both : switch (kind) {
            case "email" -> missing(settings, "missing to address in email config", "to");
            case "slack" -> slack(settings);
            case "pagerduty" -> missing(settings, "missing service or routing key in PagerDuty config",
                    "routing_key", "service_key", "routing_key_file", "service_key_file");
            case "webhook", "incidentio" -> missing(settings, "one of url or url_file must be configured", "url", "url_file");
            case "discord", "msteams", "msteamsv2" -> missing(settings, "one of webhook_url or webhook_url_file must be configured",
                    "webhook_url", "webhook_url_file");
            case "victorops" -> missing(settings, "missing Routing key in VictorOps config", "routing_key");
            case "pushover" -> pushover(settings);
            case "telegram" -> telegram(settings);
            case "sns" -> sns(settings);
            case "webex" -> missing(settings, "missing room_id on webex_config", "room_id");
            case "jira" -> first(missing(settings, "missing project in jira_config", "project"),
                    missing(settings, "missing issue_type in jira_config", "issue_type"));
            default -> null;
        };
    }

    /// What an integration lacks though `global` was asked.
    static @Nullable String filled(String kind, Map<String, Object> settings) {
        return switch (kind) {
            case "email" -> first(missing(settings, "no global SMTP smarthost set", "smarthost"), missing(settings, "no global SMTP from set", "from"));
            case "slack" -> missing(settings, "no Slack API URL nor App token set either inline or in a file", "api_url", "api_url_file",
                    "app_token", "app_token_file");
            case "opsgenie" -> missing(settings, "no global OpsGenie API Key set either inline or in a file", "api_key", "api_key_file");
            case "victorops" -> missing(settings, "no global VictorOps API Key set", "api_key", "api_key_file");
            case "telegram" -> missing(settings, "missing bot_token or bot_token_file on telegram_config", "bot_token", "bot_token_file");
            case "wechat" -> first(missing(settings, "no global Wechat Api Secret set either inline or in a file", "api_secret", "api_secret_file"),
                    missing(settings, "no global Wechat CorpID set", "corp_id"));
            case "rocketchat" -> first(missing(settings, "no global Rocketchat TokenID set either inline or in a file", "token_id", "token_id_file"),
                    missing(settings, "no global Rocketchat Token set either inline or in a file", "token", "token_file"));
            case "mattermost" -> missing(settings, "missing webhook_url or webhook_url_file on mattermost_config", "webhook_url", "webhook_url_file");
            case "jira" -> missing(settings, "no global Jira Cloud URL set", "api_url");
            default -> null;
        };
    }

    private static @Nullable String valueAndFile(Map<String, Object> settings, Map<String, SettingKind> known) {
        for (String key : known.keySet()) {
            if (known.containsKey(key + "_file") && isSet(settings, key) && isSet(settings, key + "_file")) {
                return "at most one of " + key + " & " + key + "_file must be configured";
            }
        }
        return null;
    }

    private static @Nullable String slack(Map<String, Object> settings) {
        if (any(settings, "api_url", "api_url_file") && any(settings, "app_token", "app_token_file")) {
            return "at most one of api_url/api_url_file & app_token/app_token_file must be configured";
        }
        boolean updates = Boolean.TRUE.equals(settings.get("update_message"));
        boolean api = settings.get("api_url") instanceof Secret address && address.reveal().equals("https://slack.com/api/chat.postMessage");
        return updates && !api
                ? "update_message can only be used with bot tokens. api_url must be set to https://slack.com/api/chat.postMessage" : null;
    }

    private static @Nullable String pushover(Map<String, Object> settings) {
        boolean twoForms = Boolean.TRUE.equals(settings.get("html")) && Boolean.TRUE.equals(settings.get("monospace"));
        return first(missing(settings, "one of user_key or user_key_file must be configured", "user_key", "user_key_file"),
                missing(settings, "one of token or token_file must be configured", "token", "token_file"),
                twoForms ? "at most one of monospace & html must be configured" : null);
    }

    private static @Nullable String telegram(Map<String, Object> settings) {
        boolean known = !isSet(settings, "parse_mode") || List.of("Markdown", "MarkdownV2", "HTML").contains(settings.get("parse_mode"));
        return first(missing(settings, "missing chat_id or chat_id_file on telegram_config", "chat_id", "chat_id_file"),
                known ? null : "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string");
    }

    private static @Nullable String sns(Map<String, Object> settings) {
        boolean odd = !isSet(settings, "target_arn") ^ !isSet(settings, "topic_arn") ^ !isSet(settings, "phone_number");
        return odd ? "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config" : null;
    }

    private static @Nullable String missing(Map<String, Object> settings, String reason, String... anyOf) {
        return any(settings, anyOf) ? null : reason;
    }

    private static boolean any(Map<String, Object> settings, String... keys) {
        return Arrays.stream(keys).anyMatch(key -> isSet(settings, key));
    }

    private static @Nullable String first(@Nullable String... reasons) {
        for (String reason : reasons) {
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }
}
