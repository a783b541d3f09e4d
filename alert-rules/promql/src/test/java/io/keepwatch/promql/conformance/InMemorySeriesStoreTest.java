package io.keepwatch.promql.conformance;

import io.keepwatch.telemetry.contract.SeriesStoreContract;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.util.List;

class InMemorySeriesStoreTest extends SeriesStoreContract {

    private final InMemorySeriesStore store = new InMemorySeriesStore();

    @Override
    protected SeriesStore store() {
        return store;
    }

    @Override
    protected void load(List<SampleColumn> series) {
        store.load(series);
    }
}
