package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.routing.ActiveRouting.Setup;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.Receiver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ways to all receivers of a configuration; kinds without a notifier are left out, which the reading of the configuration has said.
final class Channels {

    private final Map<String, List<Channel>> byReceiver = new LinkedHashMap<>();
    private final Map<String, Channel> byName = new LinkedHashMap<>();

    Channels(Setup setup, Map<String, Notifier> notifiers) {
        for (Receiver receiver : setup.delivered().receivers()) {
            List<Channel> channels = new ArrayList<>();
            for (Integration integration : receiver.integrations()) {
                Notifier notifier = notifiers.get(integration.kind());
                if (notifier != null) {
                    channels.add(new Channel(receiver.name() + "/" + integration.kind() + "/" + integration.index(), receiver, integration, notifier));
                }
            }
            byReceiver.put(receiver.name(), List.copyOf(channels));
            channels.forEach(channel -> byName.put(channel.name(), channel));
        }
    }

    /// Empty for a receiver that there is not.
    List<Channel> of(String receiver) {
        return byReceiver.getOrDefault(receiver, List.of());
    }

    boolean hasReceiver(String receiver) {
        return byReceiver.containsKey(receiver);
    }

    Optional<Channel> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<Channel> all() {
        return List.copyOf(byName.values());
    }
}
