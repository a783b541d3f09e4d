package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/// A node of the routing tree with everything that it inherits filled in.
///
/// @param id           tells routes apart: the matchers from the root on, each with its place among its siblings
/// @param key          the matchers from the root on; the beginning of the keys of its groups
/// @param goesOn       whether siblings behind it are tried as well (`continue`)
/// @param groupByAll   `group_by: ['...']`: each alert is a group
/// @param labels       templates whose results messages may name (`routeLabels`)
public record Route(String id, String key, List<LabelMatcher> matchers, boolean goesOn, String receiver, SortedSet<String> groupBy,
                    boolean groupByAll, Duration groupWait, Duration groupInterval, Duration repeatInterval, List<String> muteTimeIntervals,
                    List<String> activeTimeIntervals, SortedMap<String, String> labels, List<Route> routes) {

    /// The routes that an alert with these labels takes: the deepest ones that match; the root when no other does.
    public List<Route> match(Labels alert) {
        if (!LabelMatcher.allMatch(matchers, alert)) {
            return List.of();
        }
        List<Route> matched = new ArrayList<>();
        for (Route route : routes) {
            List<Route> below = route.match(alert);
            matched.addAll(below);
            if (!below.isEmpty() && !route.goesOn) {
                break;
            }
        }
        return matched.isEmpty() ? List.of(this) : List.copyOf(matched);
    }

    /// The labels that this alert has in common with the others of its group.
    public Labels groupLabels(Labels alert) {
        return groupByAll ? alert : alert.only(groupBy);
    }

    /// What names a group wherever it is recorded.
    public String groupKey(Labels group) {
        return key + ":" + group;
    }

    /// This one and all below it, depth first.
    public List<Route> all() {
        List<Route> all = new ArrayList<>(List.of(this));
        routes.forEach(route -> all.addAll(route.all()));
        return all;
    }
}
