package io.keepwatch.alertmanager;

import io.keepwatch.alerting.RoutedAlerts.Group;
import io.keepwatch.alerting.RoutedAlerts.Member;
import io.keepwatch.alerting.routing.AlertFingerprint;
import io.keepwatch.alerting.routing.Muting.Reason;
import io.keepwatch.alerting.routing.Receiver;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The alerts of one moment as the API shows them. What has ended is not shown, though its receiver may not have been told yet.
final class ShownAlerts {

    /// What ends later ends when somebody says so.
    private static final Instant OPEN = Instant.parse("9000-01-01T00:00:00Z");

    private final List<Group> groups;
    private final List<Silence> silences;
    private final RoutingConfig config;
    private final Map<String, Receiver> receivers;
    private final Instant now;

    ShownAlerts(List<Group> groups, List<Silence> silences, RoutingConfig config, Instant now) {
        this.groups = groups;
        this.silences = silences.stream().filter(silence -> silence.state(now) == Silence.State.ACTIVE).toList();
        this.config = config;
        this.receivers = config.receivers().stream().collect(Collectors.toMap(Receiver::name, Function.identity()));
        this.now = now;
    }

    /// Each once, with the receivers of the routes that it takes.
    List<Answer.Alert> alerts(Filter filter) {
        Map<Labels, RoutedAlert> latest = new LinkedHashMap<>();
        Map<Labels, Set<String>> inhibitedBy = new LinkedHashMap<>();
        for (Member member : members(groups).toList()) {
            Labels labels = member.alert().labels();
            latest.merge(labels, member.alert(), (one, other) -> one.updatedAt().isBefore(other.updatedAt()) ? other : one);
            inhibitedBy.computeIfAbsent(labels, _ -> new LinkedHashSet<>()).addAll(inhibitedBy(member));
        }
        return latest.values().stream()
                .map(alert -> {
                    var routed = config.route().match(alert.labels()).stream().map(Route::receiver).distinct().toList();
                    return shown(alert, routed, status(alert, inhibitedBy.get(alert.labels()), List.of()));
                })
                .filter(alert -> isWanted(alert, filter) && alert.receivers().stream().anyMatch(receiver -> takes(filter, receiver.name())))
                .sorted(Comparator.comparing(Answer.Alert::fingerprint)).toList();
    }

    List<Answer.Group> groups(Filter filter) {
        Map<Labels, Set<String>> receiversOf = new LinkedHashMap<>();
        groups.forEach(group -> group.members().forEach(
                member -> receiversOf.computeIfAbsent(member.alert().labels(), _ -> new TreeSet<>()).add(group.receiver())));
        return groups.stream().filter(group -> takes(filter, group.receiver()) && (filter.wants("muted") || mutedBy(group).isEmpty()))
                .sorted(Comparator.comparing(Group::labels).thenComparing(Group::receiver))
                .map(group -> new Answer.Group(members(List.of(group))
                        .map(member -> shown(member.alert(), receiversOf.get(member.alert().labels()),
                                status(member.alert(), inhibitedBy(member), mutedBy(group))))
                        .filter(alert -> isWanted(alert, filter)).sorted(Comparator.comparing(Answer.Alert::fingerprint)).toList(),
                        group.labels().toMap(), routeLabels(group), new Answer.ReceiverReference(group.receiver())))
                .filter(group -> !group.alerts().isEmpty()).toList();
    }

    private Stream<Member> members(List<Group> of) {
        return of.stream().flatMap(group -> group.members().stream()).filter(member -> member.alert().firesAt(now));
    }

    private boolean takes(Filter filter, String receiver) {
        Receiver known = receivers.get(receiver);
        return known != null && filter.takes(known);
    }

    private static boolean isWanted(Answer.Alert alert, Filter filter) {
        Answer.AlertStatus status = alert.status();
        return (filter.wants("active") || !status.state().equals("active"))
                && (filter.wants("silenced") || status.silencedBy().isEmpty())
                && (filter.wants("inhibited") || status.inhibitedBy().isEmpty())
                && filter.takes(alert.labels());
    }

    private Answer.AlertStatus status(RoutedAlert alert, Collection<String> inhibitedBy, List<String> mutedBy) {
        List<String> silencedBy = silences.stream().filter(silence -> silence.matches(alert.labels())).map(Silence::id).toList();
        boolean active = silencedBy.isEmpty() && inhibitedBy.isEmpty() && mutedBy.isEmpty();
        return new Answer.AlertStatus(active ? "active" : "suppressed", silencedBy, List.copyOf(inhibitedBy), mutedBy);
    }

    private static List<String> inhibitedBy(Member member) {
        return member.muted().stream().filter(Reason.Inhibited.class::isInstance).map(Reason.Inhibited.class::cast)
                .map(inhibited -> AlertFingerprint.of(inhibited.by())).toList();
    }

    /// The intervals in which, or outside of which, the whole group is not told.
    private static List<String> mutedBy(Group group) {
        return group.members().stream().flatMap(member -> member.muted().stream()).flatMap(reason -> switch (reason) {
            case Reason.MutedTime(List<String> intervals) -> intervals.stream();
            case Reason.NotActiveTime(List<String> intervals) -> intervals.stream();
            case Reason.Inhibited _, Reason.Silenced _ -> Stream.<String>of();
        }).distinct().toList();
    }

    private Map<String, String> routeLabels(Group group) {
        return config.route().all().stream().filter(route -> route.groupKey(group.labels()).equals(group.key()))
                .findFirst().<Map<String, String>>map(Route::labels).orElseGet(Map::of);
    }

    private Answer.Alert shown(RoutedAlert alert, Collection<String> receivers, Answer.AlertStatus status) {
        return new Answer.Alert(alert.annotations(), Answer.time(end(alert)), AlertFingerprint.of(alert.labels()),
                receivers.stream().map(Answer.ReceiverReference::new).toList(), Answer.time(alert.startsAt()), status,
                Answer.time(alert.updatedAt()), alert.generatorUrl(), alert.labels().toMap());
    }

    /// Of one that fires until it is told otherwise, when it would end if Alertmanager were not told again.
    private Instant end(RoutedAlert alert) {
        return alert.endsAt().isAfter(OPEN) ? now.plus(config.resolveTimeout()) : alert.endsAt();
    }
}
