package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.contract.MetricReaderContract;
import io.keepwatch.telemetry.contract.TelemetryStore;

class InMemoryMetricReaderTest extends MetricReaderContract {

    @Override
    protected TelemetryStore emptyStore() {
        return MemoryStore.empty();
    }
}
