package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The alerts that one route tells together: a value that a store can keep. Time comes from outside, decisions come out as values.
///
/// @param id        tells it from the groups of other routes; also where those have the same key
/// @param key       under which it is recorded what was told
/// @param labels    that its alerts share
/// @param nextFlush when it is to be flushed
public record AlertGroup(String id, String key, Labels labels, SortedMap<Labels, RoutedAlert> alerts, Instant nextFlush) {

    /// A new group waits for others to join its first alerts, unless one of them has waited long enough elsewhere.
    static AlertGroup of(Route route, Labels labels, Collection<RoutedAlert> alerts, Instant now) {
        boolean old = alerts.stream().anyMatch(alert -> alert.startsAt().plus(route.groupWait()).isBefore(now));
        var group = new AlertGroup(route.id() + ":" + labels, route.groupKey(labels), labels, new TreeMap<>(), old ? now : now.plus(route.groupWait()));
        return group.with(alerts, now);
    }

    public AlertGroup with(Collection<RoutedAlert> more, Instant now) {
        var all = new TreeMap<>(alerts);
        for (RoutedAlert alert : more) {
            all.merge(alert.labels(), alert, (older, younger) -> younger.over(older, now));
        }
        return new AlertGroup(id, key, labels, all, nextFlush);
    }

    public boolean isDue(Instant now) {
        return !nextFlush.isAfter(now);
    }

    /// What is to be told now; the group is due again after the group interval.
    ///
    /// @param route the group's own, as it is configured now
    public Flush flush(Route route, Instant now) {
        List<RoutedAlert> firing = new ArrayList<>();
        List<RoutedAlert> resolved = new ArrayList<>();
        for (RoutedAlert alert : alerts.values()) {
            (alert.firesAt(now) ? firing : resolved).add(alert);
        }
        Comparator<RoutedAlert> order = Comparator.comparing(RoutedAlert::startsAt).thenComparing(RoutedAlert::labels);
        firing.sort(order);
        resolved.sort(order);
        var next = new AlertGroup(id, key, labels, alerts, now.plus(route.groupInterval()));
        return new Flush(next, route, now, List.copyOf(firing), List.copyOf(resolved));
    }

    /// After all that was to be told of a flush has been told: what had ended leaves, unless it has come again meanwhile.
    public AlertGroup told(Flush flush) {
        var left = new TreeMap<>(alerts);
        flush.resolved().forEach(alert -> left.remove(alert.labels(), alert));
        return new AlertGroup(id, key, labels, left, nextFlush);
    }

    /// Nothing is left to be told; it can be forgotten.
    public boolean isEmpty() {
        return alerts.isEmpty();
    }
}
