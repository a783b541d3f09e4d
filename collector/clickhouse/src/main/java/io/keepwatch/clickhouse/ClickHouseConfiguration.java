package io.keepwatch.clickhouse;

import io.keepwatch.clickhouse.embedded.EmbeddedClickHouse;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.settings.DataDirectory;
import io.keepwatch.settings.Settings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The server is started as soon as the data directory is ours, beside the rest of Keepwatch, and stopped after all who use it.
@Configuration(proxyBeanMethods = false)
class ClickHouseConfiguration {

    @Bean(destroyMethod = "close")
    ClickHouse clickhouse(Settings settings, DataDirectory directory, ChildProcesses children, Clock clock) {
        if (settings.clickhouse().embedded()) {
            var embedded = new EmbeddedClickHouse(children, directory.folder("clickhouse"), clock);
            embedded.start();
            return embedded;
        }
        var external = new ExternalClickHouse(settings.clickhouse(), clock);
        external.start();
        return external;
    }

    @Bean
    ClickHouseClient clickhouseClient(ClickHouse clickhouse) {
        return new ClickHouseClient(clickhouse);
    }
}
