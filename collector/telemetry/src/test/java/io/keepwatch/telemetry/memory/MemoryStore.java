package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.contract.TelemetryStore;

/// The in-memory store as the contracts want it.
final class MemoryStore {

    private MemoryStore() {}

    static TelemetryStore empty() {
        var store = new InMemoryTelemetryStore();
        return new TelemetryStore(store, store.traces(), store.logs(), store.metrics(), store.services(), store);
    }
}
