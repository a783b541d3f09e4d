package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class SeriesConfiguration {

    @Bean
    SeriesStore seriesStore(ClickHouseClient client) {
        return new ClickHouseSeriesStore(new ControlledReads(client));
    }

    @Bean
    SeriesCatalog seriesCatalog(ClickHouseClient client, Clock clock) {
        return new ClickHouseSeriesCatalog(new ControlledReads(client), clock);
    }
}
