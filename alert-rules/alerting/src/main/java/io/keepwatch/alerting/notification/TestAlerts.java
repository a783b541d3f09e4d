package io.keepwatch.alerting.notification;

import io.keepwatch.access.Actor;
import io.keepwatch.alerting.notification.Outbox.Letter;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.AlertFingerprint;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An alert that somebody sends to see whether it arrives, and a minute later its end, so that no incident stays open.
final class TestAlerts {

    /// What the keys of their groups begin with.
    static final String GROUP = "test/";
    private static final Duration LASTS = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final ActiveRouting routing;
    private final Supplier<Channels> channels;
    private final Supplier<URI> console;

    TestAlerts(Outbox outbox, ActiveRouting routing, Supplier<Channels> channels, Supplier<URI> console) {
        this.outbox = outbox;
        this.routing = routing;
        this.channels = channels;
        this.console = console;
    }

    /// @return the deliveries that say that it fires
    List<Long> write(String receiver, Actor actor, Instant now) {
        if (!channels.get().hasReceiver(receiver)) {
            throw new NoSuchElementException("There is no receiver " + receiver);
        }
        var labels = Labels.of("alertname", "KeepwatchTest", "severity", "info", "receiver", receiver);
        var annotations = new TreeMap<>(Map.of("summary", "Test of the receiver " + receiver,
                "description", actor.name() + " has sent this to see whether it arrives. There is nothing to do; it ends by itself within a minute."));
        String group = GROUP + UUID.randomUUID();
        List<Long> ids = new ArrayList<>();
        for (Channel channel : channels.get().of(receiver)) {
            ids.addAll(write(channel, group, alert(labels, annotations, now, null), now, now));
            if (channel.integration().sendResolved()) {
                write(channel, group, alert(labels, annotations, now, now.plus(LASTS)), now, now.plus(LASTS));
            }
        }
        return ids;
    }

    private MessageAlert alert(Labels labels, TreeMap<String, String> annotations, Instant startsAt, @Nullable Instant endsAt) {
        return new MessageAlert(labels, annotations, startsAt, endsAt, console.get().toString(), AlertFingerprint.of(labels));
    }

    private List<Long> write(Channel channel, String group, MessageAlert alert, Instant now, Instant sendAt) {
        boolean fires = alert.endsAt() == null;
        NotifyReason reason = fires ? NotifyReason.FIRST_NOTIFICATION : NotifyReason.ALL_RESOLVED;
        Set<Labels> said = fires ? Set.of() : Set.of(alert.labels());
        var data = new MessageData(channel.receiver().name(), List.of(alert), alert.labels().only(List.of("alertname")), new TreeMap<>(), "test",
                console.get(), sendAt);
        var notification = new Notification(group, data, Set.of(), Set.of(), outbox.receipts(channel.entryId(group), List.of()), reason);
        List<Message> messages = channel.notifier().messages(notification, channel.integration(), routing.current().templates());
        return outbox.write(new Letter(channel, group, reason, said, List.of(alert), messages, now, sendAt));
    }
}
