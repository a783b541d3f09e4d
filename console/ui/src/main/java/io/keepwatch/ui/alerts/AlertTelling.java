package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.Muting;
import io.keepwatch.alerting.routing.Silence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What became of an alert on its way to people.
@Component
final class AlertTelling {

    private static final Duration BEFORE = Duration.ofMinutes(1);
    /// The end may be told late.
    private static final Duration AFTER = Duration.ofHours(1);
    private static final int MOST = 50;

    private final Deliveries deliveries;
    private final RoutedAlerts routed;
    private final Silences silences;
    private final Clock clock;

    AlertTelling(Deliveries deliveries, RoutedAlerts routed, Silences silences, Clock clock) {
        this.deliveries = deliveries;
        this.routed = routed;
        this.silences = silences;
        this.clock = clock;
    }

    /// @param deliveries the newest first
    /// @param groups     in which it waits for what is new
    /// @param silences   to name who muted it
    record Told(List<Delivery> deliveries, List<Place> groups, List<Silence> silences) {}

    /// A group that it is in.
    ///
    /// @param next  when its receiver is told what is new
    /// @param muted why it is not told of this alert
    record Place(String receiver, Instant next, Optional<Muting.Reason> muted) {}

    Told read(AlertItem alert) {
        Instant until = alert.until();
        Instant to = (until == null ? clock.instant() : until.plus(AFTER)).plusSeconds(60);
        List<Place> places = new ArrayList<>();
        for (RoutedAlerts.Group group : routed.groups()) {
            group.members().stream().filter(member -> member.alert().labels().equals(alert.labels()))
                    .forEach(member -> places.add(new Place(group.receiver(), group.nextFlush(), member.muted())));
        }
        return new Told(deliveries.list(new Deliveries.Scope(alert.since().minus(BEFORE), to, null, alert.labels(), false, MOST)), places, silences.all());
    }
}
