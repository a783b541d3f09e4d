package io.keepwatch.alerting.notifier.pagerduty;

import io.keepwatch.alerting.notifier.SettingFilling;
import io.keepwatch.alerting.notifier.wording.AlertWords;
import io.keepwatch.alerting.notifier.wording.Link;
import io.keepwatch.alerting.notifier.wording.Severity;
import io.keepwatch.alerting.notifier.wording.Times;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.template.MessageAlert;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An event as it is stored: without the routing key. What the integration sets is used, filled with this alert alone; the rest is ours.
///
/// @param filling with the alerts that the event is of
/// @param words   of the first one, the worst
record PagerDutyEvent(Integration integration, SettingFilling filling, AlertWords words, String key) {

    private static final int LONGEST_SUMMARY = 1024;
    private static final List<String> COMPONENTS = List.of("service_name", "service", "app", "job", "plan", "deployment", "container", "db_namespace");
    private static final List<String> SOURCES = List.of("instance", "host", "node", "server_address", "pod", "cluster", "service_name", "service", "job",
            "plan");

    /// @param summary  that is used where the integration sets no description
    /// @param severity that is used where the integration sets none
    Map<String, Object> trigger(String summary, Severity severity, Map<String, Object> details) {
        Map<String, Object> event = event("trigger");
        var payload = new LinkedHashMap<String, Object>();
        payload.put("summary", clipped(or("description", filling.replaced("pagerduty.default.description").orElse(summary)), LONGEST_SUMMARY));
        payload.put("source", or("source", label(SOURCES, "Keepwatch")));
        payload.put("severity", Severity.of(or("severity", severity.word())).orElse(Severity.ERROR).word());
        payload.put("timestamp", words.alert().startsAt().toString());
        put(payload, "component", or("component", label(COMPONENTS, "")));
        put(payload, "group", or("group", String.join(" ", filling.data().groupLabels().toMap().values())));
        put(payload, "class", or("class", words.name()));
        payload.put("custom_details", details(details));
        event.put("payload", payload);
        event.put("client", or("client", "Keepwatch"));
        event.put("client_url", or("client_url", words.address()));
        event.put("links", links());
        images(event);
        return event;
    }

    /// PagerDuty goes by the key alone; the words are for whoever reads its log, or ours.
    Map<String, Object> resolve(String summary, Map<String, Object> details) {
        Map<String, Object> event = event("resolve");
        var payload = new LinkedHashMap<String, Object>();
        payload.put("summary", clipped(summary, LONGEST_SUMMARY));
        payload.put("source", or("source", label(SOURCES, "Keepwatch")));
        payload.put("severity", Severity.INFO.word());
        payload.put("custom_details", details);
        event.put("payload", payload);
        return event;
    }

    private Map<String, Object> event(String action) {
        var event = new LinkedHashMap<String, Object>();
        event.put("event_action", action);
        event.put("dedup_key", key);
        return event;
    }

    /// What is known of one alert.
    static Map<String, Object> details(AlertWords words) {
        MessageAlert alert = words.alert();
        var details = new LinkedHashMap<String, Object>();
        put(details, "description", words.description());
        details.put("since", Times.at(alert.startsAt(), Instant.EPOCH));
        Instant end = alert.endsAt();
        if (end != null) {
            details.put("until", Times.at(end, Instant.EPOCH));
        }
        details.put("labels", alert.labels().toMap());
        var others = new LinkedHashMap<String, String>(alert.annotations());
        others.keySet().removeAll(List.of("summary", "description"));
        if (!others.isEmpty()) {
            details.put("annotations", others);
        }
        return details;
    }

    private Map<String, Object> details(Map<String, Object> ours) {
        var all = new LinkedHashMap<>(ours);
        if (integration.settings().get("details") instanceof Map<?, ?> theirs) {
            theirs.forEach((name, value) -> all.put(String.valueOf(name), filling.nested(value, "details." + name)));
        }
        return all;
    }

    private List<Map<String, Object>> links() {
        List<Map<String, Object>> links = new ArrayList<>();
        Stream.concat(words.links().stream(), Stream.of(new Link("Alert in Keepwatch", words.address())))
                .forEach(link -> links.add(Map.of("href", link.address(), "text", link.text())));
        for (Map<String, Object> link : items("links")) {
            if (isWeb(link.get("href"))) {
                links.add(link);
            }
        }
        return links;
    }

    /// PagerDuty shows pictures from https alone.
    private void images(Map<String, Object> event) {
        List<Map<String, Object>> images = items("images").stream()
                .filter(image -> isWeb(image.get("src")) && String.valueOf(image.get("src")).startsWith("https:")).toList();
        if (!images.isEmpty()) {
            event.put("images", images);
        }
    }

    private List<Map<String, Object>> items(String key) {
        List<Map<String, Object>> filled = new ArrayList<>();
        if (integration.settings().get(key) instanceof List<?> items) {
            for (Object item : items) {
                var one = new LinkedHashMap<String, Object>();
                if (item instanceof Map<?, ?> map) {
                    map.forEach((name, value) -> put(one, String.valueOf(name), filling.text(String.valueOf(value))));
                }
                filled.add(one);
            }
        }
        return filled;
    }

    private static boolean isWeb(@Nullable Object address) {
        try {
            return address != null && Objects.requireNonNullElse(URI.create(address.toString()).getScheme(), "").startsWith("http");
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private String or(String setting, String ours) {
        String text = integration.text(setting).isEmpty() ? "" : filling.text(integration.text(setting)).strip();
        return text.isEmpty() ? ours : text;
    }

    private String label(List<String> names, String otherwise) {
        return names.stream().map(words.alert().labels()::get).filter(value -> !value.isEmpty()).findFirst().orElse(otherwise);
    }

    private static void put(Map<String, Object> to, String key, String value) {
        if (!value.isEmpty()) {
            to.put(key, value);
        }
    }

    static String clipped(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
