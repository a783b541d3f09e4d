package io.keepwatch.alerting.notifier.slack;

import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.Outcome.Rejected;
import io.keepwatch.alerting.notifier.Outcome.Retry;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Slack's words for a failure ask for.
final class SlackErrors {

    private static final Set<String> LATER = Set.of("ratelimited", "rate_limited", "internal_error", "fatal_error", "request_timeout",
            "service_unavailable", "team_added_to_org", "rollup_error", "accesslimited", "org_login_required", "message_limit_exceeded");
    private static final Set<String> TOKEN = Set.of("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired",
            "no_permission", "two_factor_setup_required", "ekm_access_denied", "invalid_token");
    private static final Set<String> CHANNEL = Set.of("channel_not_found", "not_in_channel", "is_archived", "channel_is_archived",
            "restricted_action", "user_not_found", "action_prohibited", "posting_to_general_channel_denied", "no_channel");
    private static final Set<String> LAYOUT = Set.of("invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format", "invalid_attachments",
            "msg_too_long", "too_many_attachments", "attachment_payload_limit_exceeded");
    private static final Set<String> GONE = Set.of("message_not_found", "thread_not_found", "cant_update_message", "edit_window_closed",
            "cannot_reply_to_message", "channel_mismatch", "update_failed");

    private SlackErrors() {}

    static Outcome outcome(String error, @Nullable Duration after) {
        return LATER.contains(error) ? new Retry(after, "Slack: " + error) : new Rejected("Slack: " + error, hint(error));
    }

    /// It does not like how the message looks; plain text it would take.
    static boolean isLayout(String error) {
        return LAYOUT.contains(error);
    }

    /// What was to be edited or answered is not there any more.
    static boolean isGone(String error) {
        return GONE.contains(error);
    }

    private static String hint(String error) {
        if (TOKEN.contains(error)) {
            return "give app_token a valid bot token (xoxb-…): install the app again and copy it from OAuth & Permissions";
        }
        if (CHANNEL.contains(error)) {
            return "correct channel, and invite the app there with /invite";
        }
        return switch (error) {
            case "missing_scope" -> "give the app of app_token the scope chat:write and install it again";
            case "no_service", "no_service_id", "no_team", "team_disabled" -> "make a new incoming webhook, and set it as api_url";
            default -> isLayout(error) ? "shorten the texts of the receiver: title, text, fields" : "look the word up in Slack's list of errors of chat.postMessage";
        };
    }
}
