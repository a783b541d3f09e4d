package io.keepwatch.alerting.notifier;

import io.keepwatch.alerting.routing.AlertFingerprint;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.routing.RoutingConfigReader;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Alerts of the captured sequences, and notifications of them.
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-11-21T03:26:00Z");
    public static final Instant BEGAN = NOW.minusSeconds(12 * 60);
    public static final String GROUP = "{}/{}:{alertname=\"HighErrorRate\"}";

    private Samples() {}

    public static MessageAlert firing(String name, String instance, String severity) {
        return alert(Labels.of("alertname", name, "cluster", "c1", "instance", instance, "severity", severity), null);
    }

    public static MessageAlert resolved(String name, String instance, String severity) {
        return alert(firing(name, instance, severity).labels(), NOW.minusSeconds(60));
    }

    public static MessageAlert alert(Labels labels, @Nullable Instant endsAt) {
        return alert(labels, Map.of("summary", labels.get("alertname") + " on " + labels.get("instance")), endsAt);
    }

    public static MessageAlert alert(Labels labels, Map<String, String> annotations, @Nullable Instant endsAt) {
        return new MessageAlert(labels, Collections.unmodifiableSortedMap(new TreeMap<>(annotations)), BEGAN, endsAt,
                "https://watch.example.org/alerts/rules/demo/" + labels.get("alertname"), AlertFingerprint.of(labels));
    }

    /// All of what fires is news.
    public static Notification of(NotifyReason reason, MessageAlert... alerts) {
        return of(reason, Set.of(), Set.of(), Map.of(), alerts);
    }

    public static Notification of(NotifyReason reason, Set<Labels> known, Set<Labels> unsaid, Map<String, String> receipts, MessageAlert... alerts) {
        List<MessageAlert> inOrder = Stream.concat(Stream.of(alerts).filter(alert -> alert.endsAt() == null),
                Stream.of(alerts).filter(alert -> alert.endsAt() != null)).toList();
        var data = new MessageData("team", inOrder, Labels.of("alertname", inOrder.getFirst().labels().get("alertname")),
                Collections.emptySortedMap(), reason.name(), URI.create("https://watch.example.org"), NOW);
        return new Notification(GROUP, data, known, unsaid, receipts, reason);
    }

    public static Notification firstOf(String name, int instances) {
        return of(NotifyReason.FIRST_NOTIFICATION, Stream.iterate(1, i -> i <= instances, i -> i + 1).map(i -> firing(name, "i" + i, "critical"))
                .toArray(MessageAlert[]::new));
    }

    /// The first integration of a configuration whose receiver is written as YAML flow, e.g. `webhook_configs: [{url: 'http://…'}]`.
    public static Integration integration(String receiver) {
        return integration("{}", receiver);
    }

    public static Integration integration(String global, String receiver) {
        String text = "global: " + global + "\nroute: {receiver: team}\nreceivers: [{name: team, " + receiver + "}]\n";
        return RoutingConfigReader.read(Path.of("alertmanager.yml").toAbsolutePath(), text).receivers().getFirst().integrations().getFirst();
    }
}
