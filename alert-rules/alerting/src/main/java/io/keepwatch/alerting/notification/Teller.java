package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.notification.GroupStore.Change;
import io.keepwatch.alerting.notification.Outbox.Letter;
import io.keepwatch.alerting.notification.Telling.Question;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.routing.ActiveRouting.Setup;
import io.keepwatch.alerting.routing.AlertGroup;
import io.keepwatch.alerting.routing.Flush;
import io.keepwatch.alerting.routing.Muting;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what a group has to say: messages for each integration of its receiver, what these know from then on, and the group's next
/// time, all in one transaction. No message is sent meanwhile, so what is combined surely waits.
final class Teller {

    private static final Logger log = LoggerFactory.getLogger(Teller.class);

    private final GroupStore groups;
    private final Outbox outbox;
    private final Leases leases;
    private final Supplier<Channels> channels;
    private final Supplier<URI> console;

    Teller(GroupStore groups, Outbox outbox, Leases leases, Supplier<Channels> channels, Supplier<URI> console) {
        this.groups = groups;
        this.outbox = outbox;
        this.leases = leases;
        this.channels = channels;
        this.console = console;
    }

    /// @param annotations the present ones, of alerts of which they are known
    record Moment(Setup setup, Muting muting, Map<Labels, SortedMap<String, String>> annotations, Instant at) {}

    /// @return the group as it is from now on
    AlertGroup tell(Lease lease, AlertGroup group, Route route, Moment moment) {
        Flush flush = group.flush(route, moment.at);
        return leases.guarded(lease, () -> {
            for (Channel channel : channels.get().of(route.receiver())) {
                tell(channel, flush, group.nextFlush(), moment);
            }
            AlertGroup told = flush.group().told(flush);
            groups.save(List.of(new Change(group, told, route.receiver())));
            return told;
        });
    }

    private void tell(Channel channel, Flush flush, Instant due, Moment moment) {
        String entryId = channel.entryId(flush.group().key());
        Predicate<Labels> muted = alert -> moment.muting.of(flush.route(), alert).isPresent();
        var question = new Question(flush, due, channel.name(), outbox.entry(entryId).orElse(null), outbox.backlog(entryId).orElse(null),
                channel.integration().sendResolved(), muted, alert -> annotations(alert, moment));
        Telling.of(question).ifPresent(telling -> {
            if (telling.reason() != null) {
                write(channel, flush, telling, telling.reason(), moment);
            }
            outbox.save(entryId, telling.entry(), flush.route().repeatInterval());
        });
    }

    private static SortedMap<String, String> annotations(RoutedAlert alert, Moment moment) {
        return moment.annotations.getOrDefault(alert.labels(), alert.annotations());
    }

    private void write(Channel channel, Flush flush, Telling telling, NotifyReason reason, Moment moment) {
        Map<String, String> receipts = outbox.receipts(channel.entryId(flush.group().key()), telling.replaces());
        Notification notification = telling.notification(flush, receipts, console.get());
        List<Message> messages = messages(channel, notification, moment.setup.templates());
        if (messages.isEmpty()) {
            return;
        }
        List<Long> ids = outbox.write(new Letter(channel, flush.group().key(), reason, telling.said(), telling.alerts(), messages, moment.at, moment.at));
        for (Backlog.Part part : telling.replaces()) {
            outbox.replace(part, by(part, messages, ids), moment.at);
        }
    }

    /// With a template of the receiver that cannot be filled, in our own words: nobody must miss an alert for a misspelt text.
    ///
    /// @throws UnwritableException when that is not possible either
    private static List<Message> messages(Channel channel, Notification notification, MessageTemplates templates) {
        try {
            return channel.notifier().messages(notification, channel.integration(), templates);
        } catch (RuntimeException e) {
            log.error("Cannot fill the texts of {}, using those that come with Keepwatch: {}", channel.name(), e.toString());
        }
        try {
            return channel.notifier().messages(notification, channel.plain().integration(), MessageTemplates.builtIn());
        } catch (RuntimeException e) {
            throw new UnwritableException("Cannot write a message for " + channel.name(), e);
        }
    }

    /// The one that tells of the same alert.
    private static long by(Backlog.Part part, List<Message> messages, List<Long> ids) {
        Set<Labels> alerts = new HashSet<>(part.firing());
        alerts.addAll(part.resolved());
        for (int i = 0; i < messages.size(); i++) {
            Message message = Objects.requireNonNull(messages.get(i));
            if (message.firing().stream().anyMatch(alerts::contains) || message.resolved().stream().anyMatch(alerts::contains)) {
                return ids.get(i);
            }
        }
        return ids.getFirst();
    }
}
