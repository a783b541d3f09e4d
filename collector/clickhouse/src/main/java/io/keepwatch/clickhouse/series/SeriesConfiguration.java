package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SeriesConfiguration {

    private static final int SHARE_OF_HEAP = 8;

    /// Others write to a server that is not ours alone; what they have stored is not in this memory.
    @Bean
    SeriesMemory seriesMemory(Settings settings, Clock clock) {
        return settings.clickhouse().embedded() ? new SeriesMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, clock) : SeriesMemory.none();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnRole(ProcessRole.CONTROL)
    static class OnControl {

        @Bean
        SeriesStore seriesStore(ClickHouseClient client, SeriesMemory memory) {
            return new ClickHouseSeriesStore(new ControlledReads(client), memory);
        }

        @Bean
        SeriesCatalog seriesCatalog(ClickHouseClient client, Clock clock) {
            return new ClickHouseSeriesCatalog(new ControlledReads(client), clock);
        }
    }
}
