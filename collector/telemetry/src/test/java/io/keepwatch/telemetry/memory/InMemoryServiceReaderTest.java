package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.contract.ServiceReaderContract;
import io.keepwatch.telemetry.contract.TelemetryStore;

class InMemoryServiceReaderTest extends ServiceReaderContract {

    @Override
    protected TelemetryStore emptyStore() {
        return MemoryStore.empty();
    }
}
