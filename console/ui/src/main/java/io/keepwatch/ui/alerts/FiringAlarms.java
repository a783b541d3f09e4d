package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.ui.alerts.AlertItem.State;
import io.keepwatch.ui.shell.AlarmSource;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/// Tells the frame around every page what fires. Of what is silenced somebody knows: it is counted, and not held up to all.
@Component
final class FiringAlarms implements AlarmSource {

    private final RuleGroups groups;
    private final Silences silences;
    private final Clock clock;

    FiringAlarms(RuleGroups groups, Silences silences, Clock clock) {
        this.groups = groups;
        this.silences = silences;
        this.clock = clock;
    }

    @Override
    public Alarms alarms() {
        List<AlertItem> firing = groups.alerts().stream().map(AlertItem::of).filter(alert -> alert.state() != State.PENDING)
                .sorted(Comparator.comparing(AlertItem::severity).thenComparing(AlertItem::since)).toList();
        Instant now = clock.instant();
        List<Silence> silent = silences.all();
        Alarm gravest = firing.stream().filter(alert -> silent.stream().noneMatch(one -> one.mutes(alert.labels(), now))).findFirst().filter(alert -> alert.severity() == Severity.CRITICAL && alert.state() == State.FIRING)
                .map(alert -> new Alarm(alert.name(), alert.service(), alert.since(), alert.key())).orElse(null);
        return new Alarms(firing.size(), gravest);
    }
}
