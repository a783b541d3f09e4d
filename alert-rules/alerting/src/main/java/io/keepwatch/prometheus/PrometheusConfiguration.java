package io.keepwatch.prometheus;

import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConfigurationSection;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PrometheusConfiguration {

    /// In every role, for all of them read the same file.
    @Bean
    static ConfigurationSection<QuerySettings> promqlSection() {
        return QuerySettings.SECTION;
    }

    @Bean
    @ConditionalOnRole(ProcessRole.CONTROL)
    static QueryPool queryPool(ConfigurationFile file) {
        return new QueryPool(file.get(QuerySettings.SECTION).threads(Runtime.getRuntime().availableProcessors()));
    }

    @Bean
    @ConditionalOnRole(ProcessRole.CONTROL)
    static Queries queries(ObjectProvider<SeriesStore> store, Clock clock, ConfigurationFile file, QueryPool pool) {
        long heap = Runtime.getRuntime().maxMemory();
        return new Queries((selection, control) -> store.getObject().select(selection, control), clock,
                () -> file.get(QuerySettings.SECTION).limits(heap), pool);
    }
}
