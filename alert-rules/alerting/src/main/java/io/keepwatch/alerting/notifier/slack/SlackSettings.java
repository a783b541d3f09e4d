package io.keepwatch.alerting.notifier.slack;

import io.keepwatch.alerting.notifier.SettingReader;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.notifier.http.HttpAccess;
import io.keepwatch.alerting.routing.Integration;
import java.net.URI;

/// Where a `slack_configs` entry sends to.
///
/// @param bot    whether the address is that of the API, which can edit and thread, and not an incoming webhook
/// @param url    of the webhook, which is a secret, or of `chat.postMessage`
/// @param access with the token of the bot
record SlackSettings(boolean bot, URI url, HttpAccess access) {

    private static final String POST = "/chat.postMessage";

    static SlackSettings of(Integration integration) {
        SettingReader settings = SettingReader.of(integration);
        HttpAccess access = HttpAccess.of(integration);
        String token = settings.secret("app_token");
        URI url = url(settings.secret("api_url"));
        boolean bot = !token.isEmpty() || url.getPath().endsWith(POST);
        if (!token.isEmpty()) {
            access.bearer(token);
        }
        if (bot && !settings.has("channel")) {
            throw new UnusableSettingException("channel is not set", "set channel to the name or the id of a channel, e.g. #alerts");
        }
        return new SlackSettings(bot, url, bot ? access : access.secretAddress(url));
    }

    /// Without reading a secret from its file, so that a message can be written when that is not there.
    static boolean isBot(Integration integration) {
        return integration.has("app_token") || integration.has("app_token_file")
                || !integration.has("api_url_file") && SettingReader.of(integration).secret("api_url").endsWith(POST);
    }

    /// Of another method of the API.
    URI method(String name) {
        return URI.create(url.toString().replaceFirst("[^/]*$", name));
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text.strip());
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // said below, without the value
        }
        throw new UnusableSettingException("api_url is no address of Slack", "use the URL of an incoming webhook, or app_token");
    }

    @Override
    public String toString() {
        return "SlackSettings[" + (bot ? "bot" : "webhook") + "]";
    }
}
