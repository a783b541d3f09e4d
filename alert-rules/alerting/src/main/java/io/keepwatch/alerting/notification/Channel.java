package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.Receiver;
import io.keepwatch.metadata.ShortId;
import java.util.HashMap;
import java.util.Map;

/// An integration of a receiver, with the notifier that knows its kind.
///
/// @param name receiver, kind and index: `team-x/slack/0`
record Channel(String name, Receiver receiver, Integration integration, Notifier notifier) {

    String destination() {
        return notifier.destination(integration);
    }

    /// Without what templates would fill.
    Channel plain() {
        Map<String, Object> settings = new HashMap<>(integration.settings());
        settings.values().removeIf(value -> value.toString().contains("{{"));
        return new Channel(name, receiver, new Integration(integration.kind(), integration.index(), settings, integration.folder()), notifier);
    }

    /// What is recorded of a group and this channel.
    String entryId(String groupKey) {
        return ShortId.of(groupKey, name);
    }
}
