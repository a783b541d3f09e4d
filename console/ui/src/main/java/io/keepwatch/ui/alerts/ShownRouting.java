package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.routing.Receiver;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.routing.WatchdogRoute;
import java.util.List;

/// The routing as people set it up: without the way of Keepwatch's own test alert, which stands in no configuration and leads to nobody.
public final class ShownRouting {

    private ShownRouting() {}

    public static List<Receiver> receivers(RoutingConfig config) {
        return config.receivers().stream().filter(receiver -> !receiver.name().equals(WatchdogRoute.RECEIVER)).toList();
    }

    /// All of them, the root first.
    public static List<Route> routes(RoutingConfig config) {
        return config.route().all().stream().filter(ShownRouting::isShown).toList();
    }

    /// The next ones below a route.
    public static List<Route> below(Route route) {
        return route.routes().stream().filter(ShownRouting::isShown).toList();
    }

    private static boolean isShown(Route route) {
        return !route.receiver().equals(WatchdogRoute.RECEIVER);
    }
}
