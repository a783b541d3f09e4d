package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.notification.GroupStore.Change;
import io.keepwatch.alerting.notification.GroupStore.Posted;
import io.keepwatch.alerting.routing.ActiveRouting.Setup;
import io.keepwatch.alerting.routing.AlertGroup;
import io.keepwatch.alerting.routing.Dispatcher;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The groups of the process whose turn it is, in memory as they are in their rows. Only its one thread uses them.
final class Groups {

    private static final Logger log = LoggerFactory.getLogger(Groups.class);
    private static final int AT_ONCE = 1_000;
    /// Nothing ends by itself that a rule has not ended.
    static final Instant OPEN_END = Instant.parse("9999-01-01T00:00:00Z");

    private final GroupStore store;
    private final Leases leases;
    private final AlertHistory history;
    private final Supplier<URI> console;
    private final Map<String, AlertGroup> groups = new LinkedHashMap<>();
    private @Nullable Setup setup;
    private @Nullable Dispatcher dispatcher;
    private long position;

    Groups(GroupStore store, Leases leases, AlertHistory history, Supplier<URI> console) {
        this.store = store;
        this.leases = leases;
        this.history = history;
        this.console = console;
    }

    /// What the process before this one left. The routes may be others now.
    void load() {
        groups.clear();
        groups.putAll(GroupStore.byId(store.load()));
        position = store.position();
        setup = null;
    }

    /// Puts all alerts where these routes want them. Groups that stay keep their time; what was told of those that go is kept.
    ///
    /// @return false when these are in use already
    boolean use(Setup current, Lease lease, Instant now) {
        if (current == setup) {
            return false;
        }
        Map<Labels, RoutedAlert> alerts = new TreeMap<>();
        groups.values().forEach(group -> group.alerts().forEach((labels, alert) ->
                alerts.merge(labels, alert, (one, other) -> one.updatedAt().isBefore(other.updatedAt()) ? other : one)));
        var changed = new Dispatcher(current.delivered().route());
        List<AlertGroup> placed = changed.place(alerts.values(), id -> emptied(groups.get(id)), now);
        Set<String> left = new HashSet<>(groups.keySet());
        List<Change> changes = new ArrayList<>();
        for (AlertGroup group : placed) {
            left.remove(group.id());
            changes.add(new Change(groups.get(group.id()), group, Objects.requireNonNull(changed.routeOf(group)).receiver()));
        }
        left.forEach(id -> changes.add(new Change(groups.get(id), Objects.requireNonNull(emptied(groups.get(id))), "")));
        leases.guarded(lease, () -> {
            store.save(changes);
            return true;
        });
        dispatcher = changed;
        setup = current;
        changes.forEach(change -> put(change.after()));
        log.info("Alerts take the routes of {}", current.file() == null ? "the built-in configuration" : current.file());
        return true;
    }

    private static @Nullable AlertGroup emptied(@Nullable AlertGroup group) {
        return group == null ? null : new AlertGroup(group.id(), group.key(), group.labels(), new TreeMap<>(), group.nextFlush());
    }

    /// Everything that has happened until now, also in other processes: what has begun and ended meanwhile must not look as if it fired.
    void takeIn(Lease lease, Instant now) {
        boolean more = true;
        while (more) {
            List<AlertChange> changes = history.after(position, AT_ONCE);
            List<Posted> posted = store.posted(AT_ONCE);
            if (!changes.isEmpty() || !posted.isEmpty()) {
                place(lease, changes, posted, now);
            }
            more = changes.size() == AT_ONCE || posted.size() == AT_ONCE;
        }
    }

    private void place(Lease lease, List<AlertChange> changes, List<Posted> posted, Instant now) {
        Map<String, AlertGroup> placed = new LinkedHashMap<>();
        Stream.concat(changes.stream().map(change -> alert(change, now)), posted.stream().map(Posted::alert)).forEach(alert ->
                dispatcher().place(List.of(alert), id -> placed.getOrDefault(id, groups.get(id)), now)
                        .forEach(group -> placed.put(group.id(), placed.containsKey(group.id()) ? group : dated(group))));
        boolean first = position == 0 && !changes.isEmpty();
        List<Change> saved = placed.values().stream().filter(group -> !endedUnheard(group, first, now))
                .map(group -> new Change(groups.get(group.id()), group, receiver(group))).toList();
        long reached = changes.isEmpty() ? position : changes.getLast().position();
        leases.guarded(lease, () -> {
            store.save(saved);
            store.takenIn(reached, posted);
            return true;
        });
        position = reached;
        saved.forEach(change -> put(change.after()));
    }

    /// A new group whose alerts are older than the group wait was due before now: what has ended since then was missed.
    private AlertGroup dated(AlertGroup group) {
        Instant due = group.alerts().values().iterator().next().startsAt().plus(route(group).groupWait());
        boolean known = groups.containsKey(group.id());
        return known || !due.isBefore(group.nextFlush()) ? group : new AlertGroup(group.id(), group.key(), group.labels(), group.alerts(), due);
    }

    /// Of a group that is new and of which nothing fires any more, nobody has to be told, unless it was missed.
    ///
    /// @param first the history is read for the first time: what is over was not missed, for nobody had asked to be told
    private boolean endedUnheard(AlertGroup group, boolean first, Instant now) {
        return !groups.containsKey(group.id()) && group.alerts().values().stream()
                .noneMatch(alert -> alert.firesAt(now) || !first && alert.endsAt().isAfter(group.nextFlush()));
    }

    /// The clocks of processes differ: what ended at a slot that is still to come here, ends now.
    private RoutedAlert alert(AlertChange change, Instant now) {
        boolean ended = change.kind() == AlertChange.Kind.RESOLVED;
        Instant end = ended ? change.at().isBefore(now) ? change.at() : now : OPEN_END;
        return new RoutedAlert(change.labels(), change.annotations(), change.firedAt(), end, false,
                console.get() + "/alerts?alert=" + change.alertId(), change.at());
    }

    /// Those that have something to say now, the one that waits longest first.
    List<AlertGroup> due(Instant now) {
        return groups.values().stream().filter(group -> group.isDue(now) || isSetBack(group, now))
                .sorted(Comparator.comparing(AlertGroup::nextFlush)).toList();
    }

    /// Further away than any group waits: the clock was set back.
    private boolean isSetBack(AlertGroup group, Instant now) {
        Route route = route(group);
        return group.nextFlush().isAfter(now.plus(route.groupWait()).plus(route.groupInterval()));
    }

    Set<Labels> firing(Instant now) {
        return firing(groups.values(), now);
    }

    static Set<Labels> firing(Collection<AlertGroup> groups, Instant now) {
        return groups.stream().flatMap(group -> group.alerts().values().stream()).filter(alert -> alert.firesAt(now)).map(RoutedAlert::labels)
                .collect(Collectors.toSet());
    }

    private Dispatcher dispatcher() {
        return Objects.requireNonNull(dispatcher, "no routes are in use yet");
    }

    Route route(AlertGroup group) {
        return Objects.requireNonNull(dispatcher().routeOf(group));
    }

    private String receiver(AlertGroup group) {
        return route(group).receiver();
    }

    /// As it was saved.
    void put(AlertGroup group) {
        if (group.isEmpty()) {
            groups.remove(group.id());
        } else {
            groups.put(group.id(), group);
        }
    }

    @Nullable Instant next() {
        return GroupStore.next(groups);
    }
}
