package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.notification.Destinations.Failing;
import io.keepwatch.alerting.notification.Outbox.Letter;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.routing.AlertFingerprint;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.routing.WatchdogRoute;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.ShortId;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of a destination that takes no messages by another one, with what could not be said there, and later that it works again.
final class Escalation {

    private static final Logger log = LoggerFactory.getLogger(Escalation.class);
    private static final int LISTED = 20;

    private final Outbox outbox;
    private final Destinations destinations;
    private final StoredDeliveries stored;
    private final Leases leases;
    private final Supplier<Channels> channels;
    private final Supplier<Settings> settings;
    private final Supplier<URI> console;
    private final Clock clock;

    /// @param receiver that is told; null for the first one that can be
    /// @param after    how long a destination may fail unnoticed
    record Settings(@Nullable String receiver, Duration after) {}

    Escalation(Outbox outbox, Destinations destinations, StoredDeliveries stored, Leases leases, Supplier<Channels> channels, Supplier<Settings> settings,
            Supplier<URI> console, Clock clock) {
        this.outbox = outbox;
        this.destinations = destinations;
        this.stored = stored;
        this.leases = leases;
        this.channels = channels;
        this.settings = settings;
        this.console = console;
        this.clock = clock;
    }

    void look(Lease lease) {
        List<Failing> failing = destinations.all();
        Set<String> down = failing.stream().filter(one -> !one.over()).map(Failing::queue).collect(Collectors.toSet());
        Instant now = clock.instant();
        for (Failing one : failing) {
            if (one.over()) {
                leases.guarded(lease, () -> worksAgain(one, now));
            } else if (one.escalatedTo() == null && (one.rejects() || !one.since().plus(settings.get().after()).isAfter(now))) {
                other(down).ifPresent(channel -> leases.guarded(lease, () -> escalate(one, channel, now)));
            }
        }
    }

    /// The receiver that is set, else the first one whose destination does not fail.
    private Optional<Channel> other(Set<String> down) {
        String receiver = settings.get().receiver();
        Channels all = channels.get();
        List<Channel> candidates = receiver == null ? all.all() : all.of(receiver);
        return candidates.stream().filter(channel -> !channel.integration().kind().equals(WatchdogRoute.KIND))
                .filter(channel -> !down.contains(ShortId.of(channel.destination()))).findFirst();
    }

    private boolean escalate(Failing failing, Channel channel, Instant now) {
        write(channel, alert(failing, null), now);
        destinations.escalated(failing.queue(), channel.name());
        log.warn("{} takes no messages: {}. Telling {}", failing.destination(), failing.why(), channel.name());
        return true;
    }

    private boolean worksAgain(Failing failing, Instant now) {
        String told = failing.escalatedTo();
        if (told != null) {
            channels.get().named(told).filter(channel -> channel.integration().sendResolved()).ifPresent(channel -> write(channel, alert(failing, now), now));
        }
        destinations.forget(failing.queue());
        return true;
    }

    private MessageAlert alert(Failing failing, @Nullable Instant endsAt) {
        var labels = Labels.of("alertname", "KeepwatchCannotDeliver", "severity", "critical", "destination", failing.destination(),
                "integration", failing.integration());
        return new MessageAlert(labels, annotations(failing), failing.since(), endsAt, console.get() + "/alerts/deliveries", AlertFingerprint.of(labels));
    }

    private SortedMap<String, String> annotations(Failing failing) {
        List<Delivery> unsaid = stored.unsaid(failing.queue(), LISTED);
        int more = stored.unsent(failing.queue()) - unsaid.size();
        String list = unsaid.stream().map(delivery -> "- " + delivery.summary()).collect(Collectors.joining("\n"));
        String description = (failing.hint().isEmpty() ? "" : failing.hint() + "\n") + "Not said there yet:\n" + list
                + (more > 0 ? "\n- and " + more + " more" : "");
        return new TreeMap<>(Map.of("summary", failing.destination() + " takes no messages: " + failing.why(), "description", description));
    }

    private void write(Channel channel, MessageAlert alert, Instant now) {
        boolean fires = alert.endsAt() == null;
        NotifyReason reason = fires ? NotifyReason.FIRST_NOTIFICATION : NotifyReason.ALL_RESOLVED;
        Labels group = alert.labels().only(List.of("alertname", "destination"));
        String key = "delivery:" + group;
        var data = new MessageData(channel.receiver().name(), List.of(alert), group, new TreeMap<>(), "escalation", console.get(), now);
        var notification = new Notification(key, data, Set.of(), Set.of(), outbox.receipts(channel.entryId(key), List.of()), reason);
        List<Message> messages = channel.notifier().messages(notification, channel.plain().integration(), MessageTemplates.builtIn());
        outbox.write(new Letter(channel, key, reason, fires ? Set.of() : Set.of(alert.labels()), List.of(alert), messages, now, now));
    }
}
