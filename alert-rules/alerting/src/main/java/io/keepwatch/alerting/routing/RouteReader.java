package io.keepwatch.alerting.routing;

import io.keepwatch.alerting.yaml.YamlObject;
import io.keepwatch.alerting.yaml.YamlProblem;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the routing tree and hands down what children inherit.
final class RouteReader {

    /// Of an Alertmanager that is told nothing.
    private static final Inherited DEFAULTS = new Inherited("", "", null, Collections.emptySortedSet(), false, Duration.ofSeconds(30),
            Duration.ofMinutes(5), Duration.ofHours(4), Collections.emptySortedMap());
    private static final int DEEPEST = 100;

    private final Set<String> receivers;
    private final Set<String> intervals;

    RouteReader(List<Receiver> receivers, Set<String> intervals) {
        this.receivers = receivers.stream().map(Receiver::name).collect(Collectors.toSet());
        this.intervals = intervals;
    }

    /// @param receiver null at the root, which must name one
    private record Inherited(String id, String key, @Nullable String receiver, SortedSet<String> groupBy, boolean groupByAll, Duration groupWait,
                             Duration groupInterval, Duration repeatInterval, SortedMap<String, String> labels) {}

    Route read(@Nullable YamlObject yaml, int line) {
        if (yaml == null) {
            throw new YamlProblem(line, "no routes provided");
        }
        if (!yaml.has("receiver")) {
            throw new YamlProblem(yaml.line(), "root route must specify a default receiver");
        }
        Route root = route(yaml, DEFAULTS, "", 0);
        if (!root.matchers().isEmpty()) {
            throw new YamlProblem(yaml.line(), "root route must not have any matchers");
        }
        if (!root.muteTimeIntervals().isEmpty()) {
            throw yaml.refused("mute_time_intervals", "root route must not have any mute time intervals");
        }
        if (!root.activeTimeIntervals().isEmpty()) {
            throw yaml.refused("active_time_intervals", "root route must not have any active time intervals");
        }
        if (root.goesOn()) {
            throw yaml.refused("continue", "cannot have continue in root route");
        }
        return root;
    }

    private Route route(YamlObject yaml, Inherited above, String place, int depth) {
        if (depth > DEEPEST) {
            throw new YamlProblem(yaml.line(), "routes are nested deeper than " + DEEPEST);
        }
        List<LabelMatcher> matchers = MatcherReader.all(yaml, "");
        String written = MatcherText.write(matchers);
        Inherited own = own(yaml, above, (depth == 0 ? "" : above.id + "/") + written + place, (depth == 0 ? "" : above.key + "/") + written);
        List<String> mute = intervals(yaml, "mute_time_intervals");
        List<String> active = intervals(yaml, "active_time_intervals");
        boolean goesOn = yaml.flag("continue");
        List<Route> routes = new ArrayList<>();
        for (YamlObject child : yaml.objects("routes")) {
            routes.add(route(child, own, "/" + routes.size(), depth + 1));
        }
        yaml.done();
        return new Route(own.id, own.key, matchers, goesOn, receiver(yaml, own), own.groupBy, own.groupByAll, own.groupWait, own.groupInterval,
                own.repeatInterval, mute, active, own.labels, List.copyOf(routes));
    }

    private Inherited own(YamlObject yaml, Inherited above, String id, String key) {
        String receiver = yaml.has("receiver") ? yaml.text("receiver") : above.receiver;
        SortedMap<String, String> labels = new TreeMap<>(above.labels);
        labels.putAll(yaml.textMap("labels"));
        if (labels.containsKey("")) {
            throw yaml.refused("labels", "invalid label name \"\" in route labels");
        }
        List<String> groupBy = yaml.texts("group_by");
        check(yaml, groupBy);
        boolean all = groupBy.contains("...");
        boolean replaced = yaml.has("group_by") && !all;
        return new Inherited(id, key, receiver, replaced ? Collections.unmodifiableSortedSet(new TreeSet<>(groupBy)) : above.groupBy,
                all || above.groupByAll && !replaced, interval(yaml, "group_wait", above.groupWait),
                nonZero(yaml, "group_interval", above.groupInterval), nonZero(yaml, "repeat_interval", above.repeatInterval),
                Collections.unmodifiableSortedMap(labels));
    }

    private static void check(YamlObject yaml, List<String> groupBy) {
        if (groupBy.contains("...") && groupBy.stream().anyMatch(label -> !label.equals("..."))) {
            throw yaml.refused("group_by", "cannot have wildcard group_by (`...`) and other labels at the same time");
        }
        Set<String> seen = new HashSet<>();
        for (String label : groupBy) {
            if (label.isEmpty()) {
                throw yaml.refused("group_by", "invalid label name \"\" in group_by list");
            }
            if (!seen.add(label) && !label.equals("...")) {
                throw yaml.refused("group_by", "duplicated label " + LabelText.quote(label) + " in group_by");
            }
        }
    }

    private String receiver(YamlObject yaml, Inherited own) {
        String receiver = own.receiver == null ? "" : own.receiver;
        if (!receivers.contains(receiver)) {
            throw yaml.refused("receiver", "undefined receiver " + LabelText.quote(receiver) + " used in route");
        }
        return receiver;
    }

    private List<String> intervals(YamlObject yaml, String key) {
        List<String> names = yaml.texts(key);
        for (String name : names) {
            if (!intervals.contains(name)) {
                throw yaml.refused(key, "undefined time interval " + LabelText.quote(name) + " used in route");
            }
        }
        return names;
    }

    private static Duration interval(YamlObject yaml, String key, Duration above) {
        Duration own = yaml.duration(key);
        return own == null ? above : own;
    }

    private static Duration nonZero(YamlObject yaml, String key, Duration above) {
        Duration own = interval(yaml, key, above);
        if (own.isZero()) {
            throw yaml.refused(key, key + " cannot be zero");
        }
        return own;
    }
}
