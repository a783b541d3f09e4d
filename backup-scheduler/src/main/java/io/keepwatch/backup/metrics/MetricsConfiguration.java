package io.keepwatch.backup.metrics;

import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.Targets;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(value = "backupMetricsConfiguration", proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class MetricsConfiguration {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    @Bean
    static BackupMetrics backupMetrics(Plans plans, Targets targets, Backups backups, PrometheusRegistry registry) {
        var metrics = new BackupMetrics(plans, targets, backups);
        metrics.registerWith(registry);
        metrics.open(INTERVAL);
        return metrics;
    }

    @Bean
    static SourceMetrics sourceMetrics(PlanBook book, PrometheusRegistry registry) {
        var metrics = new SourceMetrics(book);
        registry.register(metrics);
        metrics.open(INTERVAL);
        return metrics;
    }
}
