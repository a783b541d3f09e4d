package io.keepwatch.alerting.watchdog;

import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.AlertFingerprint;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.routing.Receiver;
import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells somebody without rules, queues and the database, each of which may be what has failed.
final class DirectAlarm {

    private static final Logger log = LoggerFactory.getLogger(DirectAlarm.class);
    private static final Labels ALERT = Labels.of("alertname", "KeepwatchAlertsDoNotArrive", "severity", "critical", "service", "keepwatch");
    private static final String GROUP = "keepwatch/watchdog";

    private final ActiveRouting routing;
    private final Map<String, Notifier> notifiers;
    private final Supplier<@Nullable String> preferred;
    private final Supplier<URI> console;

    /// @param preferred receiver that is tried first; null for none
    DirectAlarm(ActiveRouting routing, Map<String, Notifier> notifiers, Supplier<@Nullable String> preferred, Supplier<URI> console) {
        this.routing = routing;
        this.notifiers = notifiers;
        this.preferred = preferred;
        this.console = console;
    }

    private record Way(Receiver receiver, Integration integration, Notifier notifier) {}

    /// Who has heard of it, and what later messages to him refer to.
    record Heard(String integration, Map<String, String> receipts) {}

    /// Tries all until one takes it.
    Optional<Heard> fires(Instant since, String what, Instant now) {
        MessageAlert alert = alert(since, null, what);
        for (Way way : ways()) {
            Optional<Heard> heard = tell(way, alert, Map.of(), now);
            if (heard.isPresent()) {
                return heard;
            }
        }
        log.error("Nobody could be told that alerts do not arrive: {}", what);
        return Optional.empty();
    }

    /// Tells it whoever was told that it fires.
    void resolved(Heard heard, Instant since, Instant now) {
        MessageAlert alert = alert(since, now, "Test samples arrive again.");
        ways().stream().filter(way -> name(way).equals(heard.integration)).forEach(way -> tell(way, alert, heard.receipts, now));
    }

    private List<Way> ways() {
        String first = preferred.get();
        return routing.current().config().receivers().stream().sorted(Comparator.comparing(receiver -> !receiver.name().equals(first)))
                .flatMap(receiver -> receiver.integrations().stream()
                        .filter(integration -> RoutingConfig.NOTIFIERS.contains(integration.kind()) && notifiers.containsKey(integration.kind()))
                        .map(integration -> new Way(receiver, integration, notifiers.get(integration.kind()))))
                .toList();
    }

    private static String name(Way way) {
        return way.receiver.name() + "/" + way.integration.kind() + "/" + way.integration.index();
    }

    private MessageAlert alert(Instant since, @Nullable Instant until, String what) {
        var annotations = new TreeMap<>(Map.of("summary", "Keepwatch may not tell you of alerts", "description", what));
        return new MessageAlert(ALERT, annotations, since, until, console.get() + "/settings/self", AlertFingerprint.of(ALERT));
    }

    private Optional<Heard> tell(Way way, MessageAlert alert, Map<String, String> receipts, Instant now) {
        boolean fires = alert.endsAt() == null;
        var data = new MessageData(way.receiver.name(), List.of(alert), ALERT.only(List.of("alertname")), new TreeMap<>(), "watchdog", console.get(), now);
        var notification = new Notification(GROUP, data, Set.of(), Set.of(), receipts,
                fires ? NotifyReason.FIRST_NOTIFICATION : NotifyReason.ALL_RESOLVED);
        var got = new LinkedHashMap<>(receipts);
        try {
            for (Message message : way.notifier.messages(notification, way.integration, routing.current().templates())) {
                var sending = new Notifier.Sending(UUID.randomUUID().toString(), message.body(), got.getOrDefault(message.key(), ""), false);
                Outcome outcome = way.notifier.send(sending, way.integration);
                if (!(outcome instanceof Outcome.Sent sent)) {
                    log.warn("Cannot tell {} that alerts do not arrive: {}", name(way), outcome);
                    return Optional.empty();
                }
                got.put(message.key(), sent.receipt());
            }
            return Optional.of(new Heard(name(way), got));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("Cannot tell {} that alerts do not arrive", name(way), e);
        }
        return Optional.empty();
    }
}
