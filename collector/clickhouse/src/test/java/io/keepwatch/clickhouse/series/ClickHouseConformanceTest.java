package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.promql.conformance.ConformanceSuite;
import io.keepwatch.settings.Settings;
import java.io.IOException;
import java.time.Duration;
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
            ConformanceSuite.passes("on ClickHouse", new LoadableClickHouse(database));
        }
    }
}
