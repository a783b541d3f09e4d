package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.telemetry.series.Labels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The last notification of a channel of which not every message has been sent.
///
/// @param saidBefore the alerts of which the other side knew before it that they fire
/// @param alerts     of which it tells
/// @param messages   in their order
record Backlog(Set<Labels> saidBefore, List<MessageAlert> alerts, List<Part> messages) {

    /// @param unsaid it surely was not sent: another message can tell what it was to tell
    record Part(long id, boolean unsaid, Set<Labels> firing, Set<Labels> resolved) {}

    /// What need not be sent when a later notification tells it too.
    List<Part> unsaid() {
        return messages.stream().filter(Part::unsaid).toList();
    }

    /// The alerts of which the other side knows, or may know, that they fire.
    Set<Labels> said() {
        Set<Labels> said = new HashSet<>(saidBefore);
        messages.stream().filter(part -> !part.unsaid).forEach(part -> {
            said.addAll(part.firing);
            said.removeAll(part.resolved);
        });
        return Set.copyOf(said);
    }

    /// Whether one that tells of these alerts can stand in its place. Not where it tells the end of one that was known to fire and that
    /// fires anew: both have to be heard.
    boolean canBeReplacedBy(Set<Labels> firing) {
        Set<Labels> said = said();
        return !unsaid().isEmpty() && unsaid().stream().flatMap(part -> part.resolved.stream()).noneMatch(alert -> said.contains(alert) && firing.contains(alert));
    }

    /// The ended alerts that it was to tell of.
    Map<Labels, MessageAlert> endedUnsaid() {
        Set<Labels> ended = unsaid().stream().flatMap(part -> part.resolved.stream()).collect(Collectors.toSet());
        Map<Labels, MessageAlert> found = new HashMap<>();
        alerts.stream().filter(alert -> alert.endsAt() != null && ended.contains(alert.labels())).forEach(alert -> found.put(alert.labels(), alert));
        return found;
    }
}
