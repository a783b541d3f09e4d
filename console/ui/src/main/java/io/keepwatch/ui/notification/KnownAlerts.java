package io.keepwatch.ui.notification;

import io.keepwatch.alerting.ActiveAlert;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.alerts.Severity;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The alerts there are now, whether they come from our rules or from others: what a silence mutes and a route takes. Keepwatch's own test
/// alert is none of them: nothing mutes it, and nobody reads it.
@Component
final class KnownAlerts {

    /// @param firing  else it is pending: its condition holds, not yet long enough
    /// @param summary may be empty
    record Known(Labels labels, boolean firing, String summary) {

        String name() {
            return labels.get("alertname").isEmpty() ? labels.toString() : labels.get("alertname");
        }

        Severity severity() {
            return Severity.of(labels);
        }

        /// What tells it from its siblings.
        String rest() {
            Labels others = labels.without(List.of("alertname", "severity"));
            return others.isEmpty() ? "" : String.join(", ", others.toMap().values());
        }
    }

    private static final Comparator<Known> WORST_FIRST = Comparator.comparing((Known one) -> !one.firing()).thenComparing(Known::severity)
            .thenComparing(Known::labels);

    private final RuleGroups rules;
    private final RoutedAlerts routed;
    private final Clock clock;

    KnownAlerts(RuleGroups rules, RoutedAlerts routed, Clock clock) {
        this.rules = rules;
        this.routed = routed;
        this.clock = clock;
    }

    /// The worst first, each once.
    List<Known> read() {
        Instant now = clock.instant();
        Map<Labels, Known> all = new LinkedHashMap<>();
        for (ActiveAlert active : rules.alerts()) {
            add(all, active.alert().labels(), active.state() != ActiveAlert.State.PENDING, active.alert().annotations());
        }
        routed.groups().stream().flatMap(group -> group.members().stream()).map(RoutedAlerts.Member::alert).filter(alert -> alert.firesAt(now))
                .forEach((RoutedAlert alert) -> add(all, alert.labels(), true, alert.annotations()));
        List<Known> sorted = new ArrayList<>(all.values());
        sorted.sort(WORST_FIRST);
        return List.copyOf(sorted);
    }

    private static void add(Map<Labels, Known> all, Labels labels, boolean firing, Map<String, String> annotations) {
        all.putIfAbsent(labels, new Known(labels, firing, annotations.getOrDefault("summary", annotations.getOrDefault("description", ""))));
    }

    static List<Known> matching(List<Known> alerts, List<LabelMatcher> matchers) {
        return alerts.stream().filter(alert -> LabelMatcher.allMatch(matchers, alert.labels())).toList();
    }
}
