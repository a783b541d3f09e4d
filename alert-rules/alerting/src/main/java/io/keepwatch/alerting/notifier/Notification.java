package io.keepwatch.alerting.notifier;

import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.telemetry.series.Labels;
import java.util.Map;
import java.util.Set;

/// What one integration is to be told of one group of alerts.
///
/// @param groupKey Alertmanager's name of the group
/// @param data     the alerts, those that fire first, and what templates may name
/// @param known    those of the firing ones of which it was told before that they fire: all others are news
/// @param unsaid   those of the ended ones of which it was never told that they fire: it is told both at once
/// @param receipts of the last message of each key that goes on in this group; empty for one that is on its way, or may have arrived
/// @param reason   why it is told
public record Notification(String groupKey, MessageData data, Set<Labels> known, Set<Labels> unsaid, Map<String, String> receipts,
                           NotifyReason reason) {

    public Notification {
        known = Set.copyOf(known);
        unsaid = Set.copyOf(unsaid);
        receipts = Map.copyOf(receipts);
    }
}
