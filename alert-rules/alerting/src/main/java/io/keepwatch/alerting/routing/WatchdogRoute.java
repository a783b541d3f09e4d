package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The way that Keepwatch's own test alert takes, whatever the configuration says: to a receiver that nobody reads and that only notes the
/// arrival. It is in no text of a configuration, and nothing mutes it.
public final class WatchdogRoute {

    /// Of the integration; the notifier's bean has this name.
    public static final String KIND = "watchdog";
    public static final String RECEIVER = "keepwatch-watchdog";
    public static final Labels ALERT = Labels.of("alertname", "KeepwatchWatchdog");

    private static final Duration OFTEN = Duration.ofSeconds(30);
    /// Below the interval of the group, so that each time is a repeat.
    private static final Duration REPEAT = Duration.ofSeconds(20);

    private WatchdogRoute() {}

    /// @return the same with this route before all others
    public static RoutingConfig addedTo(RoutingConfig config) {
        Route root = config.route();
        var matcher = new LabelMatcher("alertname", Operator.EQUAL, ALERT.get("alertname"));
        String own = root.key() + "/" + MatcherText.write(List.of(matcher));
        List<Route> routes = new ArrayList<>(root.routes());
        routes.addFirst(new Route(own + "/watchdog", own, List.of(matcher), false, RECEIVER, new TreeSet<>(), false, Duration.ZERO, OFTEN, REPEAT,
                List.of(), List.of(), new TreeMap<>(), List.of()));
        var wider = new Route(root.id(), root.key(), root.matchers(), root.goesOn(), root.receiver(), root.groupBy(), root.groupByAll(), root.groupWait(),
                root.groupInterval(), root.repeatInterval(), root.muteTimeIntervals(), root.activeTimeIntervals(), root.labels(), List.copyOf(routes));
        List<Receiver> receivers = new ArrayList<>(config.receivers());
        receivers.add(new Receiver(RECEIVER, new TreeMap<>(Map.of("name", RECEIVER)), List.of(new Integration(KIND, 0, Map.of(), Path.of("/")))));
        return new RoutingConfig(wider, List.copyOf(receivers), config.inhibitRules(), config.timeIntervals(), config.resolveTimeout(), config.templates(),
                config.original());
    }
}
