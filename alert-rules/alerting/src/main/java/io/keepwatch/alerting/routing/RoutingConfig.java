package io.keepwatch.alerting.routing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A routing configuration in Alertmanager's format.
///
/// @param resolveTimeout after which an alert without an end counts as ended when it is not sent again
/// @param templates      files of message templates, with wildcards; relative ones start at the configuration's folder
/// @param original       the text as it was read; it holds secrets
public record RoutingConfig(Route route, List<Receiver> receivers, List<InhibitRule> inhibitRules, Map<String, List<TimeInterval>> timeIntervals,
                            Duration resolveTimeout, List<Path> templates, String original) {

    /// The kinds of integrations for which there is a notifier.
    public static final Set<String> NOTIFIERS = Set.of("pagerduty", "slack", "email", "webhook");

    /// The receivers, each with a kind of integration for which there is no notifier: they are named, not dropped.
    public List<String> withoutNotifier() {
        var named = new TreeSet<String>();
        for (Receiver receiver : receivers) {
            receiver.integrations().stream().map(Integration::kind).filter(kind -> !NOTIFIERS.contains(kind))
                    .forEach(kind -> named.add(receiver.name() + " (" + kind + ")"));
        }
        return List.copyOf(named);
    }

    /// Whether no route leads to anybody who can be told.
    public boolean tellsNobody() {
        Set<String> routed = route.all().stream().map(Route::receiver).collect(Collectors.toSet());
        return receivers.stream().filter(receiver -> routed.contains(receiver.name()))
                .flatMap(receiver -> receiver.integrations().stream()).noneMatch(integration -> NOTIFIERS.contains(integration.kind()));
    }

    /// Without the text, which holds secrets.
    @Override
    public String toString() {
        return "RoutingConfig[" + route.all().size() + " routes, " + receivers.size() + " receivers]";
    }
}
