package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.routing.AlertFingerprint;
import io.keepwatch.alerting.routing.Flush;
import io.keepwatch.alerting.routing.NotificationEntry;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a channel has to be told of a group at one moment, from what it was told before and what still waits to be sent. A value from values.
///
/// @param entry    what is told from now on
/// @param reason   null when only the entry changes
/// @param firing   those that are told, as they are said in the message
/// @param resolved those that are told
/// @param said     the alerts of which the other side knows before this that they fire
/// @param replaces the messages that need not be sent any more
record Telling(NotificationEntry entry, @Nullable NotifyReason reason, List<MessageAlert> firing, List<MessageAlert> resolved, Set<Labels> said,
               List<Backlog.Part> replaces) {

    /// What ended longer ago and could not be said is carried on no more.
    private static final Duration LONGEST_CARRIED = Duration.ofHours(24);

    /// What is asked.
    ///
    /// @param due          when the group was to be flushed: later than that only where nobody was there to do it
    /// @param last         what the channel was told last, or will have been told when the outbox is empty
    /// @param backlog      of that, what is not sent yet
    /// @param sendResolved whether the channel is told ends
    /// @param muted        of firing alerts, and of the ends of those of which it was never told
    /// @param annotations  the present ones of an alert
    record Question(Flush flush, Instant due, String channel, @Nullable NotificationEntry last, @Nullable Backlog backlog, boolean sendResolved,
                    Predicate<Labels> muted, Function<RoutedAlert, SortedMap<String, String>> annotations) {

        private Set<Labels> toldFiring() {
            return last == null ? Set.of() : last.firing();
        }

        /// It would have been told that it fires, had the flush been in time.
        private boolean missed(RoutedAlert alert) {
            return !alert.startsAt().isAfter(due) && alert.endsAt().isAfter(due) && !toldFiring().contains(alert.labels());
        }
    }

    /// Empty when there is nothing to tell and nothing to record.
    static Optional<Telling> of(Question question) {
        Set<Labels> told = question.toldFiring();
        Flush heard = question.flush.without(alert -> question.muted.test(alert.labels()) && !told.contains(alert.labels()));
        List<RoutedAlert> firing = heard.firing().stream().filter(alert -> !question.muted.test(alert.labels())).toList();
        Optional<NotifyReason> reason = NotificationEntry.needed(question.last, heard, question.sendResolved)
                .filter(why -> why != NotifyReason.REPEAT || !firing.isEmpty())
                .or(() -> heard.resolved().stream().anyMatch(question::missed)
                        ? Optional.of(heard.firing().isEmpty() ? NotifyReason.ALL_RESOLVED : NotifyReason.NEW_RESOLVED) : Optional.empty());
        if (reason.isEmpty()) {
            return endedInSilence(question, heard);
        }
        return Optional.of(of(question, reason.get(), heard, firing));
    }

    /// Where ends are not told, it is recorded that there was one: when the alert fires again, that is new.
    private static Optional<Telling> endedInSilence(Question question, Flush heard) {
        NotificationEntry last = question.last;
        Set<Labels> ended = labels(heard.resolved());
        if (last == null || last.firing().stream().noneMatch(ended::contains)) {
            return Optional.empty();
        }
        Set<Labels> left = new HashSet<>(last.firing());
        left.removeAll(ended);
        var entry = new NotificationEntry(last.groupKey(), last.integration(), Set.copyOf(left), last.resolved(), last.at());
        return Optional.of(new Telling(entry, null, List.of(), List.of(), Set.of(), List.of()));
    }

    private static Telling of(Question question, NotifyReason reason, Flush heard, List<RoutedAlert> firing) {
        Backlog backlog = question.backlog;
        boolean replaces = backlog != null && backlog.canBeReplacedBy(labels(firing));
        Set<Labels> said = replaces ? backlog.said() : question.toldFiring();
        Map<Labels, MessageAlert> ended = new TreeMap<>(replaces ? backlog.endedUnsaid() : Map.of());
        ended.values().removeIf(alert -> alert.endsAt() == null || alert.endsAt().isBefore(question.flush.at().minus(LONGEST_CARRIED)));
        labels(firing).forEach(ended::remove);
        Set<Labels> meant = new HashSet<>(question.toldFiring());
        meant.addAll(ended.keySet());
        heard.resolved().stream().filter(question::missed).forEach(alert -> meant.add(alert.labels()));
        heard.resolved().forEach(alert -> ended.put(alert.labels(), message(question, alert, false)));
        if (!question.sendResolved) {
            ended.keySet().removeIf(alert -> said.contains(alert) || !meant.contains(alert));
        }
        List<MessageAlert> resolved = ended.values().stream()
                .sorted(Comparator.comparing(MessageAlert::startsAt).thenComparing(MessageAlert::labels)).toList();
        List<MessageAlert> alerts = firing.stream().map(alert -> message(question, alert, true)).toList();
        boolean nothing = alerts.isEmpty() && resolved.isEmpty();
        return new Telling(NotificationEntry.of(heard, question.channel), nothing ? null : replaces ? reason(reason, said, alerts) : reason, alerts, resolved,
                said, replaces && !nothing ? backlog.unsaid() : List.of());
    }

    /// Of several at once: the one that weighs most.
    private static NotifyReason reason(NotifyReason own, Set<Labels> said, List<MessageAlert> firing) {
        if (firing.isEmpty()) {
            return NotifyReason.ALL_RESOLVED;
        }
        boolean news = firing.stream().anyMatch(alert -> !said.contains(alert.labels()));
        return !news ? own : said.isEmpty() ? NotifyReason.FIRST_NOTIFICATION : NotifyReason.NEW_ALERTS;
    }

    private static MessageAlert message(Question question, RoutedAlert alert, boolean fires) {
        return new MessageAlert(alert.labels(), fires ? question.annotations.apply(alert) : alert.annotations(), alert.startsAt(),
                fires ? null : alert.endsAt(), alert.generatorUrl(), AlertFingerprint.of(alert.labels()));
    }

    /// For the notifier.
    ///
    /// @param receipts of the threads that go on
    Notification notification(Flush flush, Map<String, String> receipts, URI console) {
        NotifyReason why = Objects.requireNonNull(reason);
        var data = new MessageData(flush.route().receiver(), alerts(), flush.group().labels(), flush.route().labels(),
                why.name().toLowerCase(Locale.ROOT).replace('_', ' '), console, flush.at());
        return new Notification(flush.group().key(), data, known(), unsaid(), receipts, why);
    }

    List<MessageAlert> alerts() {
        List<MessageAlert> all = new ArrayList<>(firing);
        all.addAll(resolved);
        return all;
    }

    private Set<Labels> known() {
        return firing.stream().map(MessageAlert::labels).filter(said::contains).collect(Collectors.toUnmodifiableSet());
    }

    private Set<Labels> unsaid() {
        return resolved.stream().map(MessageAlert::labels).filter(alert -> !said.contains(alert)).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Labels> labels(Collection<RoutedAlert> alerts) {
        return alerts.stream().map(RoutedAlert::labels).collect(Collectors.toSet());
    }
}
