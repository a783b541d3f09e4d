package io.keepwatch.clickhouse.writing;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.schema.TelemetrySchema;
import io.keepwatch.clickhouse.series.SeriesMemory;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// In every role: collectors store what is sent, control stores what rules make.
@Configuration(proxyBeanMethods = false)
class WritingConfiguration {

    @Bean
    TelemetryWriter telemetryWriter(ClickHouseClient client, TelemetrySchema schema, SeriesMemory memory) {
        return new ClickHouseTelemetryWriter(client, schema, memory);
    }
}
