package io.keepwatch.ui.services;

import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.ui.services.health.Change;
import io.keepwatch.ui.services.health.Health;
import io.keepwatch.ui.services.health.Windows;
import java.util.List;

/// What every tab of a service's page starts from.
///
/// @param changes versions of this service that appeared in the page's range, oldest first
/// @param edges   calls from and to it, busiest first
record ServiceFacts(Health health, Windows windows, List<Change> changes, List<ServiceEdge> edges) {

    String name() {
        return health.name();
    }
}
