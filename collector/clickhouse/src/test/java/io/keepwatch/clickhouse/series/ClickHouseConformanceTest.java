package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.promql.conformance.ConformanceSuite;
import io.keepwatch.promql.conformance.LoadableStore;
import io.keepwatch.settings.Settings;
import io.keepwatch.telemetry.series.QueryControl;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Prometheus' own test files, their samples written to ClickHouse and read from it.
@ExtendWith(EmbeddedClickHouseExtension.class)
class ClickHouseConformanceTest {

    /// The files' samples lie in 1970.
    private static final Duration SINCE_1970 = Duration.ofDays(36_500);

    @Test
    void prometheusOwnTestFilesPass(ClickHouse clickhouse) throws InterruptedException, IOException {
        try (var database = new TestStore(clickhouse, new Settings.Retention(SINCE_1970, SINCE_1970, SINCE_1970))) {
            ConformanceSuite.passes("on ClickHouse", new EachSelectionOnce(new LoadableClickHouse(database), new HashMap<>()));
        }
    }

    /// The variants of a case ask for the same samples over and over.
    private record EachSelectionOnce(LoadableStore store, Map<Selection, List<SampleColumn>> selected) implements LoadableStore {

        @Override
        public void load(List<SampleColumn> series) {
            selected.clear();
            store.load(series);
        }

        @Override
        public void clear() {
            selected.clear();
            store.clear();
        }

        @Override
        public void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
            selected.computeIfAbsent(selection, _ -> store.select(selection, control)).forEach(each);
        }
    }
}
