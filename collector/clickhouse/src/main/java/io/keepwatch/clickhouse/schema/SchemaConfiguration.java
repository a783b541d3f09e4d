package io.keepwatch.clickhouse.schema;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {

    @Bean
    TelemetrySchema telemetrySchema(ClickHouse clickhouse, ClickHouseClient client, ConfigurationFile configuration) {
        var schema = new TelemetrySchema(clickhouse, client, () -> configuration.get(Settings.Retention.SECTION));
        configuration.onChange(_ -> schema.retentionChanged());
        return schema;
    }
}
