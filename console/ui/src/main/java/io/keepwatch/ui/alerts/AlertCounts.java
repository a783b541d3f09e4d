package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.ui.alerts.AlertTabs.Tab;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// How much there is on each page of alerts.
@Component
public final class AlertCounts {

    private final RuleGroups groups;
    private final Silences silences;
    private final Deliveries deliveries;
    private final ActiveRouting routing;
    private final Clock clock;

    AlertCounts(RuleGroups groups, Silences silences, Deliveries deliveries, ActiveRouting routing, Clock clock) {
        this.groups = groups;
        this.silences = silences;
        this.deliveries = deliveries;
        this.routing = routing;
        this.clock = clock;
    }

    /// A word or two for each.
    Map<Tab, String> read() {
        Instant now = clock.instant();
        RoutingConfig config = routing.current().config();
        var counts = new EnumMap<Tab, String>(Tab.class);
        counts.put(Tab.NOW, groups.alerts().stream().map(AlertItem::of).filter(alert -> alert.state() != AlertItem.State.PENDING).count() + " firing");
        counts.put(Tab.RULES, String.valueOf(groups.groups().stream().mapToInt(group -> group.rules().size()).sum()));
        counts.put(Tab.ROUTES, String.valueOf(config.route().all().size()));
        counts.put(Tab.RECEIVERS, String.valueOf(config.receivers().size()));
        counts.put(Tab.SILENCES, String.valueOf(silences.all().stream().filter(one -> one.state(now) == Silence.State.ACTIVE).count()));
        int waiting = deliveries.troubles().stream().mapToInt(Deliveries.Trouble::waiting).sum();
        counts.put(Tab.DELIVERIES, deliveries.troubles().isEmpty() ? "" : waiting + " waiting");
        return counts;
    }
}
