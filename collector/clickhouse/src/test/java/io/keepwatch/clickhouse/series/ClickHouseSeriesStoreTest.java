package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.telemetry.contract.SeriesStoreContract;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedClickHouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseSeriesStoreTest extends SeriesStoreContract {

    private TestStore database;
    private LoadableClickHouse store;

    @BeforeAll
    void open(ClickHouse clickhouse) throws InterruptedException {
        database = new TestStore(clickhouse);
        store = new LoadableClickHouse(database);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        store.clear();
    }

    @Override
    protected SeriesStore store() {
        return store;
    }

    @Override
    protected void load(List<SampleColumn> series) {
        store.load(series);
    }
}
