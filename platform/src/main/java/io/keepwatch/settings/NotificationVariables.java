package io.keepwatch.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the receivers that work as soon as their variable is set.
final class NotificationVariables {

    private static final String TOKEN = "KEEPWATCH_SLACK_TOKEN";
    private static final String CHANNEL = "KEEPWATCH_SLACK_CHANNEL";

    private final EnvironmentVariables environment;
    private final Path workingDirectory;

    private NotificationVariables(EnvironmentVariables environment, Path workingDirectory) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
    }

    static Settings.Notifications read(EnvironmentVariables environment, Path workingDirectory) {
        return new NotificationVariables(environment, workingDirectory).read();
    }

    private Settings.Notifications read() {
        Secret token = secret(TOKEN, text -> require(text.matches("xox[a-z]-\\S+"), "use the bot token of a Slack app, which begins with xoxb-"));
        String channel = environment.parseIfSet(CHANNEL, NotificationVariables::channel);
        if (token == null && channel != null) {
            throw InvalidSettingException.inEnvironment(CHANNEL, channel, "set " + TOKEN + " too");
        }
        if (token != null && channel == null) {
            throw InvalidSettingException.inEnvironment(TOKEN, token, "set " + CHANNEL + " too, e.g. #alerts");
        }
        return new Settings.Notifications(
                secret("KEEPWATCH_PAGERDUTY_ROUTING_KEY", text -> require(text.matches("[A-Za-z0-9]{32}"),
                        "use the integration key of an Events API v2 integration: 32 letters and digits")),
                token, channel, secret("KEEPWATCH_SLACK_WEBHOOK_URL", NotificationVariables::requireWebhook),
                secret("KEEPWATCH_SMTP_URL", SmtpUrl::parse),
                environment.parse("KEEPWATCH_DIGEST_TO", List.of(), NotificationVariables::addresses),
                environment.parseIfSet("KEEPWATCH_DIGEST_AT", NotificationVariables::time));
    }

    private @Nullable Secret secret(String name, Consumer<String> check) {
        Secret secret = environment.secret(name, workingDirectory);
        if (secret != null) {
            try {
                check.accept(secret.reveal());
            } catch (IllegalArgumentException e) {
                throw InvalidSettingException.inEnvironment(name, secret, String.valueOf(e.getMessage()));
            }
        }
        return secret;
    }

    private static void requireWebhook(String text) {
        boolean web;
        try {
            URI url = URI.create(text);
            web = ("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null;
        } catch (IllegalArgumentException _) {
            web = false; // its message shows the text
        }
        require(web, "use the URL of an incoming webhook, e.g. https://hooks.slack.com/services/…");
    }

    private static String channel(String text) {
        require(text.matches("#?[^\\s#@,]{1,80}"), "use the name or the ID of one channel, e.g. #alerts");
        return text;
    }

    private static List<String> addresses(String text) {
        List<String> addresses = Arrays.stream(text.split(",")).map(String::strip).toList();
        require(!addresses.isEmpty() && addresses.stream().allMatch(SmtpUrl::isAddress), "use mail addresses with commas between them, e.g. sre@example.org");
        return addresses;
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("use a time of the day, e.g. 08:00", e);
        }
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
