package io.keepwatch.alerting.activerouting;

import io.keepwatch.alerting.FurtherReceiver.Webhook;
import io.keepwatch.settings.Settings.Notifications;
import io.keepwatch.settings.SmtpUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The routing of somebody who wrote none: what is critical goes to PagerDuty, everything to Slack, or by mail where there is no Slack.
/// It is written as a file would be, so that there is one way to read, show and use it.
final class BuiltInRouting {

    private static final String NOBODY = "nobody";
    private static final String PAGERDUTY = "pagerduty";

    private final Notifications settings;
    private final Supplier<List<Optional<Webhook>>> further;

    /// @param further those that others bring; empty for one that is not there yet
    BuiltInRouting(Notifications settings, Supplier<List<Optional<Webhook>>> further) {
        this.settings = settings;
        this.further = further;
    }

    /// Whether somebody is still to come who will be told.
    boolean isIncomplete() {
        return further.get().stream().anyMatch(Optional::isEmpty);
    }

    /// Holds secrets, which may be others at each call.
    String text() {
        List<Webhook> webhooks = further.get().stream().flatMap(Optional::stream).toList();
        String all = everything();
        return """
                route:
                  receiver: %s
                  group_by: [alertname, service]
                  group_wait: 10s
                  group_interval: 1m
                  repeat_interval: 4h
                """.formatted(Objects.requireNonNullElse(all, NOBODY))
                + block("  routes:\n", routes(webhooks, all))
                + block("receivers:\n", receivers(webhooks, all));
    }

    private @Nullable String everything() {
        return settings.slackToken() != null || settings.slackWebhookUrl() != null ? "slack" : mail() != null ? "email" : null;
    }

    private @Nullable SmtpUrl mail() {
        return settings.smtpUrl() == null || settings.digestTo().isEmpty() ? null : SmtpUrl.parse(settings.smtpUrl().reveal());
    }

    private static String block(String head, List<String> entries) {
        return entries.isEmpty() ? "" : head + String.join("", entries);
    }

    private List<String> routes(List<Webhook> webhooks, @Nullable String all) {
        List<String> routes = new ArrayList<>();
        webhooks.forEach(webhook -> routes.add("  - {receiver: " + quoted(webhook.name()) + ", continue: true}\n"));
        if (settings.pagerdutyRoutingKey() != null) {
            routes.add("  - {receiver: pagerduty, matchers: ['severity=\"critical\"'], continue: true}\n");
        }
        if (all != null && !routes.isEmpty()) {
            routes.add("  - {receiver: " + all + "}\n");
        }
        return routes;
    }

    private List<String> receivers(List<Webhook> webhooks, @Nullable String all) {
        List<String> receivers = new ArrayList<>();
        webhooks.forEach(webhook -> receivers.add(receiver(quoted(webhook.name()), "webhook", "url: " + quoted(webhook.url().toString()))));
        if (settings.pagerdutyRoutingKey() != null) {
            receivers.add(receiver(PAGERDUTY, PAGERDUTY, "routing_key: " + quoted(settings.pagerdutyRoutingKey().reveal()) + ", severity: critical"));
        }
        if (settings.slackToken() != null) {
            receivers.add(receiver("slack", "slack", "app_token: " + quoted(settings.slackToken().reveal())
                    + ", channel: " + quoted(Objects.requireNonNullElse(settings.slackChannel(), ""))));
        } else if (settings.slackWebhookUrl() != null) {
            receivers.add(receiver("slack", "slack", "api_url: " + quoted(settings.slackWebhookUrl().reveal())));
        }
        SmtpUrl mail = mail();
        if (mail != null) {
            receivers.add(receiver("email", "email", email(mail)));
        }
        if (all == null) {
            receivers.add("- name: " + NOBODY + "\n");
        }
        return receivers;
    }

    private static String receiver(String name, String kind, String settings) {
        return "- name: " + name + "\n  " + kind + "_configs:\n  - {" + settings + ", send_resolved: true}\n";
    }

    private String email(SmtpUrl mail) {
        String signIn = mail.user().isEmpty() ? ""
                : ", auth_username: " + quoted(mail.user()) + ", auth_password: " + quoted(mail.password().reveal());
        return "to: " + quoted(String.join(", ", settings.digestTo())) + ", from: " + quoted(mail.from())
                + ", smarthost: " + quoted(mail.host() + ":" + mail.port()) + signIn + ", require_tls: " + mail.startTls()
                + (mail.tlsAtOnce() ? ", force_implicit_tls: true" : "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
