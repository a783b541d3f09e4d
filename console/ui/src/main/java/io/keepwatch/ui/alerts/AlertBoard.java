package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.alerts.AlertItem.State;
import io.keepwatch.ui.format.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All that the page of alerts shows at one moment.
///
/// @param active   firing, without data and pending
/// @param resolved of the last day, the newest first
/// @param late     groups whose last evaluation is longer ago than it should be
/// @param silenced the silence of each that is muted by hand, by its key
record AlertBoard(List<AlertItem> active, List<AlertItem> resolved, Map<String, RuleStatus> rules, Map<String, RuleGroupStatus> groups,
                  List<RuleGroupStatus> late, Map<String, Silence> silenced) {

    static final Duration RESOLVED = Duration.ofHours(24);

    private static final int MOST_RESOLVED = 200;
    private static final int LATE_INTERVALS = 3;

    /// What the firing alerts are put together by.
    enum Grouping { SERVICE, NAME }

    static AlertBoard read(RuleGroups groups, AlertHistory history, List<Silence> silences, Instant now) {
        List<RuleGroupStatus> all = groups.groups();
        List<AlertItem> resolved = history.episodes(new AlertHistory.Scope(now.minus(RESOLVED), now.plusSeconds(60), null, null, MOST_RESOLVED)).stream()
                .filter(episode -> episode.until() != null).sorted(Comparator.comparing(AlertEpisode::until).reversed()).map(AlertItem::of).toList();
        List<AlertItem> active = groups.alerts().stream().map(AlertItem::of).toList();
        return new AlertBoard(active, resolved,
                all.stream().flatMap(group -> group.rules().stream()).collect(Collectors.toMap(RuleStatus::id, Function.identity(), (one, _) -> one)),
                all.stream().collect(Collectors.toMap(RuleGroupStatus::id, Function.identity(), (one, _) -> one)),
                all.stream().filter(group -> late(group, now)).toList(), silenced(active, silences, now));
    }

    private static Map<String, Silence> silenced(List<AlertItem> active, List<Silence> silences, Instant now) {
        Map<String, Silence> found = new HashMap<>();
        active.forEach(alert -> silences.stream().filter(one -> one.mutes(alert.labels(), now)).max(Comparator.comparing(Silence::endsAt))
                .ifPresent(one -> found.put(alert.key(), one)));
        return found;
    }

    boolean isSilenced(AlertItem alert) {
        return silenced.containsKey(alert.key());
    }

    private static boolean late(RuleGroupStatus group, Instant now) {
        Instant last = group.lastEvaluation();
        return last != null && last.plus(group.interval().multipliedBy(LATE_INTERVALS)).isBefore(now);
    }

    long firing() {
        return active.stream().filter(one -> one.state() == State.FIRING || one.state() == State.NO_DATA).count();
    }

    Optional<AlertItem> find(String key) {
        return Stream.concat(active.stream(), resolved.stream()).filter(one -> one.key().equals(key) || one.id().equals(key)).findFirst();
    }

    Optional<RuleStatus> rule(AlertItem alert) {
        return Optional.ofNullable(rules.get(alert.ruleId()));
    }

    Optional<RuleGroupStatus> group(RuleStatus rule) {
        return Optional.ofNullable(groups.get(rule.groupId()));
    }

    /// Firing ones first and by what they are about, those that need most in front.
    ///
    /// @param filter which of them
    List<AlertRow> rows(Grouping grouping, Predicate<AlertItem> filter) {
        List<AlertRow> rows = new ArrayList<>();
        Map<String, List<AlertItem>> firing = new TreeMap<>();
        active.stream().filter(filter).filter(one -> one.state() != State.PENDING && !isSilenced(one))
                .forEach(one -> firing.computeIfAbsent(subject(one, grouping), _ -> new ArrayList<>()).add(one));
        firing.entrySet().stream().sorted(Comparator.comparing((Map.Entry<String, List<AlertItem>> one) -> gravest(one.getValue()))
                .thenComparing(Map.Entry::getKey)).forEach(one -> section(rows, one.getKey(), alerts(one.getValue().size()), one.getValue()));
        List<AlertItem> muted = active.stream().filter(filter).filter(this::isSilenced).toList();
        section(rows, "Silenced", alerts(muted.size()) + ", nobody is told", muted);
        section(rows, "Pending", pendingWords(filter), active.stream().filter(filter).filter(one -> one.state() == State.PENDING && !isSilenced(one)).toList());
        List<AlertItem> ended = resolved.stream().filter(filter).toList();
        section(rows, "Resolved in the last 24 h", alerts(ended.size()), ended);
        return rows;
    }

    private String pendingWords(Predicate<AlertItem> filter) {
        return alerts((int) active.stream().filter(filter).filter(one -> one.state() == State.PENDING && !isSilenced(one)).count()) + ", not yet long enough to fire";
    }

    private void section(List<AlertRow> rows, String title, String detail, List<AlertItem> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        rows.add(new AlertRow.Section(title, detail, common(alerts)));
        boolean ended = alerts.getFirst().state() == State.RESOLVED;
        Comparator<AlertItem> order = Comparator.comparing(AlertItem::severity).thenComparing(AlertItem::since, Comparator.reverseOrder());
        alerts.stream().sorted(ended ? (_, _) -> 0 : order)
                .forEach(one -> rows.add(new AlertRow.Item(one, rule(one).map(rule -> RuleUnit.of(rule.rule())).orElse(RuleUnit.NUMBER))));
    }

    /// What all of several alerts have in common, for one silence of them; empty for those that nobody is told of.
    private Labels common(List<AlertItem> alerts) {
        boolean told = alerts.size() > 1 && alerts.stream().noneMatch(one -> one.state() == State.RESOLVED || one.state() == State.PENDING || isSilenced(one));
        var labels = alerts.getFirst().labels().toMap();
        alerts.forEach(one -> labels.entrySet().retainAll(one.labels().toMap().entrySet()));
        return told ? Labels.of(labels) : Labels.EMPTY;
    }

    private static Severity gravest(List<AlertItem> alerts) {
        return alerts.stream().map(AlertItem::severity).min(Comparator.naturalOrder()).orElse(Severity.INFO);
    }

    private static String subject(AlertItem alert, Grouping grouping) {
        String subject = grouping == Grouping.NAME ? alert.name() : alert.service();
        return subject.isEmpty() ? "No service" : subject;
    }

    private static String alerts(int count) {
        return Format.count(count, "alert");
    }
}
