package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.contract.TraceReaderContract;
import io.keepwatch.telemetry.contract.TelemetryStore;

class InMemoryTraceReaderTest extends TraceReaderContract {

    @Override
    protected TelemetryStore emptyStore() {
        return MemoryStore.empty();
    }
}
