package io.keepwatch.alerting.template;

import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a message may name: Alertmanager's data, under Alertmanager's names.
///
/// @param alerts      at least one
/// @param routeLabels templates themselves, which the function `routeLabels` fills
/// @param reason      why the receiver is told
/// @param at          what `now` and `since` go by
public record MessageData(String receiver, List<MessageAlert> alerts, Labels groupLabels, SortedMap<String, String> routeLabels, String reason,
                          URI externalUrl, Instant at) {

    /// Firing while any alert is.
    public String status() {
        return alerts.stream().anyMatch(alert -> alert.endsAt() == null) ? "firing" : "resolved";
    }

    public SortedMap<String, String> commonLabels() {
        return common(alerts.stream().map(alert -> (SortedMap<String, String>) alert.labels().toMap()).toList());
    }

    public SortedMap<String, String> commonAnnotations() {
        return common(alerts.stream().map(MessageAlert::annotations).toList());
    }

    private static SortedMap<String, String> common(List<SortedMap<String, String>> maps) {
        var common = new TreeMap<String, String>();
        if (!maps.isEmpty()) {
            common.putAll(maps.getFirst());
            maps.forEach(map -> common.entrySet().retainAll(map.entrySet()));
        }
        return common;
    }
}
