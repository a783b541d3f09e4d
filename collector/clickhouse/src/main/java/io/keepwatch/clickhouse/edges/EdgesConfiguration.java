package io.keepwatch.clickhouse.edges;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.schema.TelemetrySchema;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class EdgesConfiguration {

    @Bean(initMethod = "start")
    ServiceEdgesSchedule serviceEdgesSchedule(ClickHouseClient client, TelemetrySchema schema) {
        return new ServiceEdgesSchedule(new ServiceEdges(client, schema));
    }
}
