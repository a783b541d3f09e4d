package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.notification.GroupStore.StoredGroup;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.AlertGroup;
import io.keepwatch.alerting.routing.Dispatcher;
import io.keepwatch.alerting.routing.Inhibitions;
import io.keepwatch.alerting.routing.Muting;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.alerting.routing.WatchdogRoute;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// The groups as they are in their rows: each control process shows the same, whichever of them delivers.
final class StoredAlerts implements RoutedAlerts {

    private final GroupStore store;
    private final TransactionTemplate transaction;
    private final ActiveRouting routing;
    private final Supplier<Silences> silences;
    private final Runnable wake;
    private final Clock clock;

    /// @param wake tells the pipeline of this process that there is something new
    StoredAlerts(GroupStore store, TransactionTemplate transaction, ActiveRouting routing, Supplier<Silences> silences, Runnable wake, Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.routing = routing;
        this.silences = silences;
        this.wake = wake;
        this.clock = clock;
    }

    @Override
    public List<Group> groups() {
        List<StoredGroup> stored = store.load();
        Instant now = clock.instant();
        RoutingConfig config = routing.current().config();
        var dispatcher = new Dispatcher(config.route());
        var inhibitions = new Inhibitions(config.inhibitRules(), Groups.firing(stored.stream().map(StoredGroup::group).toList(), now));
        var muting = new Muting(inhibitions, config.timeIntervals(), silences.get().all(), now);
        return stored.stream().filter(group -> !group.receiver().equals(WatchdogRoute.RECEIVER)).map(group -> group(group, dispatcher.routeOf(group.group()), muting)).toList();
    }

    /// @param route null for a moment, when the routes have just changed
    private static Group group(StoredGroup stored, @Nullable Route route, Muting muting) {
        AlertGroup group = stored.group();
        List<Member> members = group.alerts().values().stream().map(alert -> new Member(alert, muted(alert, route, muting))).toList();
        return new Group(group.key(), group.labels(), stored.receiver(), group.nextFlush(), members);
    }

    private static Optional<Muting.Reason> muted(RoutedAlert alert, @Nullable Route route, Muting muting) {
        return route == null ? Optional.empty() : muting.of(route, alert.labels());
    }

    @Override
    public void post(List<RoutedAlert> alerts) {
        transaction.executeWithoutResult(_ -> store.post(alerts));
        wake.run();
    }
}
