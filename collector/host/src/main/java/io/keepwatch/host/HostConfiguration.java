package io.keepwatch.host;

import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConfigurationSection;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import oshi.SystemInfo;

@Configuration(proxyBeanMethods = false)
class HostConfiguration {

    @Bean
    static ConfigurationSection<HostSettings> hostSettings() {
        return HostSettings.SECTION;
    }

    @Bean
    static HostMetrics hostMetrics(ConfigurationFile configuration, PrometheusRegistry registry) {
        var metrics = new HostMetrics(new Machine(new SystemInfo()), () -> configuration.get(HostSettings.SECTION).enabled());
        metrics.registerWith(registry);
        return metrics;
    }
}
