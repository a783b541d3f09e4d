package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.services.ServiceEdge;
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
        Set<String> callers = edges.stream().filter(edge -> edge.target().equals(service) && edge.errors() > 0)
                .map(ServiceEdge::source).filter(source -> !source.equals(service)).collect(Collectors.toSet());
        return services.stream().filter(health -> health.trouble() == Trouble.FAILING && callers.contains(health.name())).toList();
    }

    private boolean passesOn(Health caller, List<Health> failing) {
        Set<String> called = edges.stream().filter(edge -> edge.source().equals(caller.name()) && edge.errors() > 0)
                .map(ServiceEdge::target).filter(target -> !target.equals(caller.name())).collect(Collectors.toSet());
        return failing.stream().anyMatch(health -> called.contains(health.name())
                && health.now().errorShare() >= caller.now().errorShare() * EXPLAINS);
    }
}
