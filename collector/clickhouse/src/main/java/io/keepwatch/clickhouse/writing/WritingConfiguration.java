package io.keepwatch.clickhouse.writing;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.schema.TelemetrySchema;
import io.keepwatch.clickhouse.series.SeriesMemory;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.COLLECTOR)
class WritingConfiguration {

    @Bean
    TelemetryWriter telemetryWriter(ClickHouseClient client, TelemetrySchema schema, SeriesMemory memory) {
        return new ClickHouseTelemetryWriter(client, schema, memory);
    }
}
