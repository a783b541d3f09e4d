package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.ui.alerts.AlertItem.State;
import io.keepwatch.ui.shell.AlarmSource;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/// Tells the frame around every page what fires.
@Component
final class FiringAlarms implements AlarmSource {

    private final RuleGroups groups;

    FiringAlarms(RuleGroups groups) {
        this.groups = groups;
    }

    @Override
    public Alarms alarms() {
        List<AlertItem> firing = groups.alerts().stream().map(AlertItem::of).filter(alert -> alert.state() != State.PENDING)
                .sorted(Comparator.comparing(AlertItem::severity).thenComparing(AlertItem::since)).toList();
        Alarm gravest = firing.stream().findFirst().filter(alert -> alert.severity() == Severity.CRITICAL && alert.state() == State.FIRING)
                .map(alert -> new Alarm(alert.name(), alert.service(), alert.since(), alert.key())).orElse(null);
        return new Alarms(firing.size(), gravest);
    }
}
