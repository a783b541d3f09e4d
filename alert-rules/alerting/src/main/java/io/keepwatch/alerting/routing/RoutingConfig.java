package io.keepwatch.alerting.routing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A routing configuration in Alertmanager's format.
///
/// @param resolveTimeout after which an alert without an end counts as ended when it is not sent again
/// @param templates      files of message templates, with wildcards; relative ones start at the configuration's folder
/// @param original       the text as it was read; it holds secrets
public record RoutingConfig(Route route, List<Receiver> receivers, List<InhibitRule> inhibitRules, Map<String, List<TimeInterval>> timeIntervals,
                            Duration resolveTimeout, List<Path> templates, String original) {

    /// Each kind of integration, with the receivers that use it, for which there is no notifier: they are named, not dropped.
    ///
    /// @param built the kinds for which there is one
    public List<String> withoutNotifier(Set<String> built) {
        var named = new TreeSet<String>();
        for (Receiver receiver : receivers) {
            receiver.integrations().stream().map(Integration::kind).filter(kind -> !built.contains(kind))
                    .forEach(kind -> named.add(receiver.name() + " (" + kind + ")"));
        }
        return List.copyOf(named);
    }

    /// Without the text, which holds secrets.
    @Override
    public String toString() {
        return "RoutingConfig[" + route.all().size() + " routes, " + receivers.size() + " receivers]";
    }
}
