package io.keepwatch.ui.overview;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.OperationSummary;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.ui.services.health.Health;
import io.keepwatch.ui.services.health.Landscape;
import java.util.Comparator;
import java.util.List;

/// Finds the operations that take longest now, among the busiest services.
final class SlowestOperations {

    private static final int MOST_SERVICES = 6;
    private static final long ENOUGH_REQUESTS = 3;

    private final ServiceReader services;

    SlowestOperations(ServiceReader services) {
        this.services = services;
    }

    record Slow(String service, OperationSummary operation) {}

    List<Slow> find(Landscape landscape, int most) {
        TimeRange recent = landscape.windows().recent();
        return landscape.services().stream()
                .filter(health -> health.now().requests() > 0)
                .sorted(Comparator.<Health>comparingLong(health -> health.now().p95Nanos()).reversed())
                .limit(MOST_SERVICES)
                .flatMap(health -> services.operations(health.name(), recent).stream().map(operation -> new Slow(health.name(), operation)))
                .filter(slow -> slow.operation.kind().equals("Server") || slow.operation.kind().equals("Consumer"))
                .filter(slow -> slow.operation.requests() >= ENOUGH_REQUESTS)
                .sorted(Comparator.<Slow>comparingLong(slow -> slow.operation.p95Nanos()).reversed())
                .limit(most).toList();
    }
}
