package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts alerts into the groups of their routes. It holds the routes and no state: groups are given and returned, so that each can be
/// kept in a row of its own and changed under a lease.
public final class Dispatcher {

    private final Route root;
    private final Map<String, Route> routes = new LinkedHashMap<>();

    public Dispatcher(Route root) {
        this.root = root;
        root.all().forEach(route -> routes.put(route.id(), route));
    }

    private record Place(Route route, Labels labels) {}

    /// The groups that change, with the alerts in them.
    ///
    /// @param known the group of an id, or null when there is none
    public List<AlertGroup> place(Collection<RoutedAlert> alerts, Function<String, @Nullable AlertGroup> known, Instant now) {
        Map<String, Place> places = new LinkedHashMap<>();
        Map<String, List<RoutedAlert>> members = new LinkedHashMap<>();
        for (RoutedAlert alert : alerts) {
            for (Route route : root.match(alert.labels())) {
                Labels labels = route.groupLabels(alert.labels());
                String id = route.id() + ":" + labels;
                places.putIfAbsent(id, new Place(route, labels));
                members.computeIfAbsent(id, _ -> new ArrayList<>()).add(alert);
            }
        }
        List<AlertGroup> changed = new ArrayList<>();
        places.forEach((id, place) -> {
            AlertGroup group = known.apply(id);
            changed.add(group == null ? AlertGroup.of(place.route, place.labels, members.get(id), now) : group.with(members.get(id), now));
        });
        return changed;
    }

    /// The route of a group; null when the configuration has it no more.
    public @Nullable Route routeOf(AlertGroup group) {
        return routes.get(group.id().substring(0, group.id().length() - group.labels().toString().length() - 1));
    }
}
