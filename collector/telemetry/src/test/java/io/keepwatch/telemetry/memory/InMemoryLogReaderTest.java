package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.contract.LogReaderContract;
import io.keepwatch.telemetry.contract.TelemetryStore;

class InMemoryLogReaderTest extends LogReaderContract {

    @Override
    protected TelemetryStore emptyStore() {
        return MemoryStore.empty();
    }
}
