package io.keepwatch.alerting.notifier.webhook;

import io.keepwatch.alerting.notifier.SettingReader;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.routing.Integration;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A `webhook_configs` entry.
///
/// @param url       is a secret: its path and query often hold a token
/// @param maxAlerts more are left out and counted; 0 for all
/// @param payload   of the user's own; null for Alertmanager's
record WebhookSettings(URI url, int maxAlerts, @Nullable Object payload) {

    static WebhookSettings of(Integration integration) {
        return new WebhookSettings(url(SettingReader.of(integration).secret("url")), maxAlerts(integration), payload(integration));
    }

    /// Without the address, which may not be known when a message is written.
    static int maxAlerts(Integration integration) {
        return integration.settings().get("max_alerts") instanceof Long most && most > 0 ? Math.toIntExact(Math.min(most, Integer.MAX_VALUE)) : 0;
    }

    static @Nullable Object payload(Integration integration) {
        return integration.has("payload") ? integration.settings().get("payload") : null;
    }

    private static URI url(String text) {
        if (text.contains("{{")) {
            throw new UnusableSettingException("A template in url is not built", "write the address out, or route to a receiver for each");
        }
        try {
            URI url = URI.create(text.strip());
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // said below, without the value
        }
        throw new UnusableSettingException("url is no address of a webhook", "use an http or https URL");
    }

    @Override
    public String toString() {
        return "WebhookSettings[" + url.getHost() + "]";
    }
}
