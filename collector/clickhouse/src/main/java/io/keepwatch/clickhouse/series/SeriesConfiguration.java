package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesStore;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SeriesConfiguration {

    private static final int SHARE_OF_HEAP = 8;

    /// The embedded engine belongs to one process; others may write to any other.
    @Bean
    SeriesMemory seriesMemory(Settings settings, Clock clock, PrometheusRegistry registry) {
        long bytes = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        SeriesMemory memory = settings.clickhouse().embedded() ? SeriesMemory.sole(bytes, clock) : SeriesMemory.shared(bytes, clock);
        GaugeWithCallback.builder().name("keepwatch_promql_memory_bytes").help("Samples that are remembered, so that queries need not ask ClickHouse.")
                .callback(callback -> callback.call(memory.samples().bytes())).register(registry);
        return memory;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnRole(ProcessRole.CONTROL)
    static class OnControl {

        @Bean
        SeriesStore seriesStore(ClickHouseClient client, SeriesMemory memory, Clock clock) {
            return new ClickHouseSeriesStore(new ControlledReads(client), memory, clock);
        }

        @Bean
        SeriesCatalog seriesCatalog(ClickHouseClient client, Clock clock) {
            return new ClickHouseSeriesCatalog(new ControlledReads(client), clock);
        }
    }
}
