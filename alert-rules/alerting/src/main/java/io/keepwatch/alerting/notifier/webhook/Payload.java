package io.keepwatch.alerting.notifier.webhook;

import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Alertmanager's payload, version 4: fields, order and times as Go writes them.
final class Payload {

    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");
    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder().appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).appendLiteral('Z').toFormatter().withZone(ZoneOffset.UTC);

    /// By job and instance, those that have them first, then by all labels.
    private static final Comparator<MessageAlert> AS_ALERTMANAGER = by("job").thenComparing(by("instance"))
            .thenComparing(alert -> alert.labels().toMap().size()).thenComparing(MessageAlert::labels);

    private Payload() {}

    private static Comparator<MessageAlert> by(String label) {
        return Comparator.comparing(alert -> alert.labels().toMap().get(label), Comparator.nullsLast(Comparator.naturalOrder()));
    }

    /// @param maxAlerts 0 for all; those that fire are the last to be left out
    static Map<String, Object> of(String groupKey, MessageData data, int maxAlerts) {
        int shown = maxAlerts == 0 ? data.alerts().size() : Math.min(maxAlerts, data.alerts().size());
        var payload = new LinkedHashMap<String, Object>();
        payload.put("receiver", data.receiver());
        payload.put("status", data.status());
        payload.put("alerts", data.alerts().subList(0, shown).stream().sorted(AS_ALERTMANAGER).map(Payload::alert).toList());
        payload.put("groupLabels", data.groupLabels().toMap());
        payload.put("commonLabels", data.commonLabels());
        payload.put("commonAnnotations", data.commonAnnotations());
        payload.put("externalURL", data.externalUrl().toString());
        payload.put("version", "4");
        payload.put("groupKey", groupKey);
        payload.put("truncatedAlerts", data.alerts().size() - shown);
        return payload;
    }

    private static Map<String, Object> alert(MessageAlert alert) {
        var json = new LinkedHashMap<String, Object>();
        json.put("status", alert.status());
        json.put("labels", alert.labels().toMap());
        json.put("annotations", alert.annotations());
        json.put("startsAt", RFC_3339.format(alert.startsAt()));
        json.put("endsAt", RFC_3339.format(alert.endsAt() == null ? NEVER : alert.endsAt()));
        json.put("generatorURL", alert.generatorUrl());
        json.put("fingerprint", alert.fingerprint());
        return json;
    }

    /// As they were while they fired.
    static MessageData firing(MessageData data, List<MessageAlert> alerts) {
        List<MessageAlert> open = alerts.stream().map(alert -> new MessageAlert(alert.labels(), alert.annotations(), alert.startsAt(), null,
                alert.generatorUrl(), alert.fingerprint())).toList();
        return new MessageData(data.receiver(), open, data.groupLabels(), data.routeLabels(), data.reason(), data.externalUrl(), data.at());
    }
}
