package io.keepwatch.clickhouse.sealing;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.schema.TelemetrySchema;
import io.keepwatch.metadata.Leases;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class SealingConfiguration {

    @Bean(initMethod = "start")
    SealingSchedule sealingSchedule(ClickHouseClient client, TelemetrySchema schema, Leases leases, Clock clock) {
        return new SealingSchedule(client, schema, leases, clock);
    }
}
