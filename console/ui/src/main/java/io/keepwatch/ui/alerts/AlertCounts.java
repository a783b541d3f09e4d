package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.ui.alerts.AlertTabs.Tab;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// How much there is on each page of alerts.
@Component
public final class AlertCounts {

    private final RuleGroups groups;

    AlertCounts(RuleGroups groups) {
        this.groups = groups;
    }

    /// A word or two for each.
    Map<Tab, String> read() {
        var counts = new EnumMap<Tab, String>(Tab.class);
        counts.put(Tab.NOW, groups.alerts().stream().map(AlertItem::of).filter(alert -> alert.state() != AlertItem.State.PENDING).count() + " firing");
        counts.put(Tab.RULES, String.valueOf(groups.groups().stream().mapToInt(group -> group.rules().size()).sum()));
        return counts;
    }
}
