package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.services.ServiceEdge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// All services, worst first, and who calls whom.
public record Landscape(Windows windows, List<Health> services, List<ServiceEdge> edges) {

    public Optional<Health> find(String service) {
        return services.stream().filter(health -> health.name().equals(service)).findFirst();
    }

    public List<Health> in(State state) {
        return services.stream().filter(health -> health.state() == state).toList();
    }

    /// Calls are counted by whole minutes, and some time later.
    private static final Duration CALLS_COUNTED = Duration.ofMinutes(2);
    /// A called service that fails a third as often as its caller explains the caller's failures.
    private static final double EXPLAINS = 1 / 3.0;

    /// The service to look at first: the worst one that does not merely pass on the failures of another it calls.
    public Optional<Health> culprit() {
        List<Health> failing = services.stream().filter(health -> health.trouble() == Trouble.FAILING).toList();
        if (failing.isEmpty()) {
            return services.stream().filter(health -> health.state().bad()).findFirst();
        }
        return failing.stream().filter(health -> !passesOn(health, failing)).findFirst().or(() -> failing.stream().findFirst());
    }

    /// Services that fail and call `service`, directly.
    public List<Health> victims(String service) {
        return services.stream().filter(health -> health.trouble() == Trouble.FAILING && !health.name().equals(service))
                .filter(health -> edges.stream().anyMatch(edge -> edge.target().equals(service) && hands(edge, health))).toList();
    }

    private boolean passesOn(Health caller, List<Health> failing) {
        Set<String> called = edges.stream().filter(edge -> !edge.target().equals(caller.name()) && hands(edge, caller))
                .map(ServiceEdge::target).collect(Collectors.toSet());
        // in the first half minute one sender's spans are here and another's are not: shares cannot be compared yet
        return failing.stream().anyMatch(health -> called.contains(health.name())
                && (uncounted(caller) || health.now().errorShare() >= caller.now().errorShare() * EXPLAINS));
    }

    /// Services that `service` calls and whose part in its trouble is not known yet.
    public List<String> mayBeBehind(Health service) {
        return uncounted(service) && service.trouble() == Trouble.FAILING
                ? edges.stream().filter(edge -> edge.source().equals(service.name()) && edge.targetKind() == ServiceEdge.TargetKind.SERVICE)
                        .map(ServiceEdge::target).filter(target -> !target.equals(service.name())).distinct().toList()
                : List.of();
    }

    /// Whether failures come to `caller` along the call. Calls are counted some time after they happen: until then, that it
    /// calls and both fail has to be enough.
    private boolean hands(ServiceEdge call, Health caller) {
        return call.source().equals(caller.name()) && (call.errors() > 0 || uncounted(caller));
    }

    /// Whether the trouble of a service is younger than the figures of its calls.
    public boolean uncounted(Health health) {
        return windows.live() && health.onset().filter(onset -> onset.at().isAfter(windows.range().to().minus(CALLS_COUNTED))).isPresent();
    }
}
