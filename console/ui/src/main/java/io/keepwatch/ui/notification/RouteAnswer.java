package io.keepwatch.ui.notification;

import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.routing.Inhibitions;
import io.keepwatch.alerting.routing.Muting;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.notification.KnownAlerts.Known;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where an alert with these labels would go.
record RouteAnswer(Labels labels, List<Hit> hits) {

    /// @param group the labels that it shares with those that are told together with it
    /// @param muted why it would not be told
    /// @param live  the group of now with this key, if there is one
    record Hit(Route route, Labels group, String key, Optional<Muting.Reason> muted, Optional<RoutedAlerts.Group> live) {}

    static RouteAnswer of(RoutingConfig config, Labels labels, List<Known> alerts, List<Silence> silences, List<RoutedAlerts.Group> groups, Instant now) {
        List<Labels> firing = alerts.stream().filter(Known::firing).map(Known::labels).toList();
        var muting = new Muting(new Inhibitions(config.inhibitRules(), firing), config.timeIntervals(), silences, now);
        return new RouteAnswer(labels, config.route().match(labels).stream().map(route -> {
            Labels group = route.groupLabels(labels);
            String key = route.groupKey(group);
            return new Hit(route, group, key, muting.of(route, labels),
                    groups.stream().filter(one -> one.key().equals(key) && one.receiver().equals(route.receiver())).findFirst());
        }).toList());
    }
}
