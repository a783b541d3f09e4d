package io.keepwatch.alerting.notifier.pagerduty;

import io.keepwatch.alerting.notifier.SettingReader;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.notifier.http.HttpAccess;
import io.keepwatch.alerting.routing.Integration;
import java.net.URI;

/// Where a `pagerduty_configs` entry sends to.
///
/// @param url        of the Events API v2
/// @param routingKey of an integration of a service; a secret
record PagerDutySettings(URI url, String routingKey, HttpAccess access) {

    private static final String ENQUEUE = "/v2/enqueue";

    static PagerDutySettings of(Integration integration) {
        SettingReader settings = SettingReader.of(integration);
        String key = settings.secret("routing_key").strip();
        if (key.isEmpty()) {
            throw new UnusableSettingException("service_key is a key of the Events API v1, which is not built",
                    "add an integration \"Events API V2\" to the service, and set its key as routing_key");
        }
        if (key.contains("{{")) {
            throw new UnusableSettingException("A template in routing_key is not built", "route to a receiver for each key");
        }
        return new PagerDutySettings(url(settings.text("url")), key, HttpAccess.of(integration).keep(key));
    }

    /// Where events go that page nobody, such as deploys.
    URI changes() {
        String address = url.toString();
        return URI.create(address.endsWith(ENQUEUE) ? address.substring(0, address.length() - ENQUEUE.length()) + "/v2/change/enqueue" : address);
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text.strip());
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new UnusableSettingException("url is no address of PagerDuty: " + text, "use https://events.pagerduty.com/v2/enqueue, or its like in the EU");
    }

    @Override
    public String toString() {
        return "PagerDutySettings[" + url.getHost() + "]";
    }
}
