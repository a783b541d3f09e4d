package io.keepwatch.prometheus;

import io.keepwatch.promql.QueryLimits;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConfigurationSection;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PrometheusConfiguration {

    /// They mostly wait for the store.
    private static final int CATALOG_THREADS = 4;

    /// In every role, for all of them read the same file.
    @Bean
    static ConfigurationSection<QuerySettings> promqlSection() {
        return QuerySettings.SECTION;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnRole(ProcessRole.CONTROL)
    static class OnControl {

        @Bean
        static QueryPool queryPool(ConfigurationFile file) {
            return new QueryPool(file.get(QuerySettings.SECTION).threads(Runtime.getRuntime().availableProcessors()));
        }

        @Bean
        static QueryPool catalogPool() {
            return new QueryPool(CATALOG_THREADS);
        }

        @Bean
        static SampleBudget sampleBudget(ConfigurationFile file) {
            return new SampleBudget(() -> limits(file).get().maxSamples());
        }

        @Bean
        static QueryMetrics queryMetrics(PrometheusRegistry registry, QueryPool queryPool, SampleBudget budget) {
            var metrics = new QueryMetrics(registry);
            metrics.observe(queryPool, budget);
            return metrics;
        }

        @Bean
        static Queries queries(
                SeriesStore store, Clock clock, ConfigurationFile file, SampleBudget budget, QueryPool queryPool, QueryMetrics metrics) {
            return new Queries(store, clock, limits(file), budget, queryPool, metrics);
        }

        @Bean
        static Catalog prometheusCatalog(SeriesCatalog catalog, ConfigurationFile file, SampleBudget budget, QueryPool catalogPool) {
            return new Catalog(catalog, limits(file), budget, catalogPool);
        }

        @Bean
        static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> clientGone() {
            return factory -> factory.addEngineValves(new ClientGone());
        }

        private static Supplier<QueryLimits> limits(ConfigurationFile file) {
            long heap = Runtime.getRuntime().maxMemory();
            return () -> file.get(QuerySettings.SECTION).limits(heap);
        }
    }
}
