package io.keepwatch.alerting.notifier.pagerduty;

import io.keepwatch.alerting.notifier.Fingerprints;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.SettingFilling;
import io.keepwatch.alerting.notifier.wording.AlertWords;
import io.keepwatch.alerting.notifier.wording.GroupWords;
import io.keepwatch.alerting.notifier.wording.Severity;
import io.keepwatch.alerting.notifier.wording.Times;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.telemetry.series.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Which incidents a notification opens and closes: one for each alert, by the alert's own key. In a storm, those that have none yet share
/// one, by the group's key, with a list; it is closed when all of them are over.
final class Incidents {

    /// Firing alerts of a group beyond which those without an incident of their own share one.
    static final int STORM = 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// PagerDuty takes 512 KB; a part of it is kept for the key and for what is added when it is sent.
    private static final int LARGEST = 500 * 1024;
    private static final int MOST_LISTED = 2_000;

    private final Notification notification;
    private final Integration integration;
    private final MessageTemplates templates;
    private final GroupWords words;
    private final String groupKey;
    private final List<Message> messages = new ArrayList<>();

    private Incidents(Notification notification, Integration integration, MessageTemplates templates) {
        this.notification = notification;
        this.integration = integration;
        this.templates = templates;
        this.words = GroupWords.of(notification);
        this.groupKey = Fingerprints.of(notification.groupKey());
    }

    static List<Message> of(Notification notification, Integration integration, MessageTemplates templates) {
        var incidents = new Incidents(notification, integration, templates);
        incidents.tellFiring();
        incidents.tellEnded();
        incidents.tellUnsaid();
        return List.copyOf(incidents.messages);
    }

    private void tellFiring() {
        boolean stormGoesOn = notification.receipts().containsKey(groupKey);
        boolean storm = words.firing().size() > STORM || stormGoesOn;
        List<AlertWords> shared = new ArrayList<>();
        for (AlertWords alert : words.firing()) {
            boolean open = notification.receipts().containsKey(key(alert));
            if (!open && storm) {
                shared.add(alert);
            } else if (!open || notification.reason() == NotifyReason.REPEAT) {
                open(alert);
            }
        }
        List<AlertWords> over = stormGoesOn ? words.ended().stream().filter(this::isShared).toList() : List.of();
        if (!shared.isEmpty()) {
            boolean news = !over.isEmpty() || shared.stream().anyMatch(words.news()::contains) || notification.reason() == NotifyReason.REPEAT;
            if (news) {
                messages.add(storm(shared, over));
            }
        } else if (stormGoesOn) {
            var event = new PagerDutyEvent(integration, filling(over.isEmpty() ? notification.data().alerts() : alerts(over)), first(over), groupKey);
            String summary = "Resolved: all alerts that shared an incident with " + first(over).title();
            messages.add(message(groupKey, "✅ " + summary, event.resolve(summary, Map.of("resolved", list(over))), List.of(), over, true));
        }
    }

    private AlertWords first(List<AlertWords> alerts) {
        return alerts.isEmpty() ? new AlertWords(notification.data().alerts().getFirst(), notification.data()) : alerts.getFirst();
    }

    private void open(AlertWords alert) {
        var event = new PagerDutyEvent(integration, filling(List.of(alert.alert())), alert, key(alert));
        messages.add(message(key(alert), alert.severity().symbol() + " " + alert.title(),
                event.trigger(alert.title(), alert.severity(), PagerDutyEvent.details(alert)), List.of(alert), List.of(), false));
    }

    private Message storm(List<AlertWords> shared, List<AlertWords> over) {
        var details = new LinkedHashMap<String, Object>();
        details.put("firing", list(shared));
        if (!over.isEmpty()) {
            details.put("resolved", list(over));
        }
        AlertWords worst = shared.getFirst();
        String summary = shared.size() + " alerts fire: " + worst.title() + " and " + (shared.size() - 1) + " more";
        var event = new PagerDutyEvent(integration, filling(alerts(shared)), worst, groupKey);
        return message(groupKey, worst.severity().symbol() + " " + summary, event.trigger(summary, worst.severity(), details), shared, over, false);
    }

    private static List<String> list(List<AlertWords> alerts) {
        List<String> lines = new ArrayList<>(alerts.stream().limit(MOST_LISTED).map(alert -> alert.line(Set.of())).toList());
        if (alerts.size() > MOST_LISTED) {
            lines.add("and " + (alerts.size() - MOST_LISTED) + " more");
        }
        return lines;
    }

    /// The end of one that PagerDuty may never have heard of is told as well: it passes over what it does not know.
    private void tellEnded() {
        boolean storm = notification.receipts().containsKey(groupKey);
        for (AlertWords alert : words.ended()) {
            if (!storm || !isShared(alert)) {
                messages.add(resolve(alert));
            }
        }
    }

    private boolean isShared(AlertWords alert) {
        return !notification.receipts().containsKey(key(alert));
    }

    private Message resolve(AlertWords alert) {
        var event = new PagerDutyEvent(integration, filling(List.of(alert.alert())), alert, key(alert));
        String summary = "Resolved: " + alert.title() + ", after " + Times.lasted(alert.lasted());
        return message(key(alert), "✅ " + summary, event.resolve(summary, PagerDutyEvent.details(alert)), List.of(), List.of(alert), true);
    }

    /// So that it stands in the log of the service; it pages nobody who is not paged by events that are for information.
    private void tellUnsaid() {
        if (words.unsaid().size() > STORM) {
            String key = Fingerprints.of(notification.groupKey() + "/unsaid");
            AlertWords first = words.unsaid().getFirst();
            String summary = words.unsaid().size() + " alerts fired and ended before it could be said: " + first.title() + " and "
                    + (words.unsaid().size() - 1) + " more";
            tellUnsaid(words.unsaid(), key, summary, Map.of("fired and resolved", list(words.unsaid())));
            return;
        }
        for (AlertWords alert : words.unsaid()) {
            tellUnsaid(List.of(alert), key(alert), "Fired and resolved within " + Times.lasted(alert.lasted()) + ", before it could be said: "
                    + alert.title(), PagerDutyEvent.details(alert));
        }
    }

    private void tellUnsaid(List<AlertWords> alerts, String key, String summary, Map<String, Object> details) {
        var event = new PagerDutyEvent(integration, filling(alerts(alerts)), alerts.getFirst(), key);
        Map<String, Object> trigger = event.trigger(summary, Severity.INFO, details);
        if (trigger.get("payload") instanceof Map<?, ?> payload) {
            var said = new LinkedHashMap<Object, Object>(payload);
            // also where the integration sets others: it is over
            said.put("summary", PagerDutyEvent.clipped(summary, 1024));
            said.put("severity", Severity.INFO.word());
            trigger.put("payload", said);
        }
        messages.add(message(key, "✅ " + summary, trigger, alerts, List.of(), false));
        messages.add(message(key, "✅ Resolved: " + alerts.getFirst().title(), event.resolve(summary, details), List.of(), alerts, true));
    }

    private SettingFilling filling(List<MessageAlert> alerts) {
        MessageData data = notification.data();
        return new SettingFilling(templates, new MessageData(data.receiver(), alerts, data.groupLabels(), data.routeLabels(), data.reason(),
                data.externalUrl(), data.at()));
    }

    private static List<MessageAlert> alerts(List<AlertWords> words) {
        return words.stream().map(AlertWords::alert).toList();
    }

    private static String key(AlertWords alert) {
        return Fingerprints.of(alert.alert().labels());
    }

    private static Message message(String key, String summary, Map<String, Object> event, List<AlertWords> firing, List<AlertWords> resolved, boolean last) {
        String body = JSON.writeValueAsString(event);
        if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST && event.get("payload") instanceof Map<?, ?> payload) {
            var small = new LinkedHashMap<Object, Object>(payload);
            small.put("custom_details", Map.of("note", "The details are too large for PagerDuty; they are in Keepwatch."));
            event.put("payload", small);
            body = JSON.writeValueAsString(event);
        }
        return new Message(key, summary, body, labels(firing), labels(resolved), last);
    }

    private static Set<Labels> labels(List<AlertWords> alerts) {
        return alerts.stream().map(words -> words.alert().labels()).collect(Collectors.toSet());
    }
}
