package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.telemetry.contract.MetricReaderContract;
import io.keepwatch.telemetry.contract.TelemetryStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedClickHouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseMetricReaderTest extends MetricReaderContract {

    private ClickHouseStore clickhouse;

    @BeforeAll
    void open(ClickHouse server) throws InterruptedException {
        clickhouse = new ClickHouseStore(server);
    }

    @AfterAll
    void close() {
        clickhouse.close();
    }

    @Override
    protected TelemetryStore emptyStore() {
        return clickhouse.empty();
    }
}
