package io.keepwatch.join;

import io.keepwatch.alerting.restore.RestoreAdvisor;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Plans;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.traces.TraceReader;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class JoinConfiguration {

    @Bean
    static RestoreAdvisor restoreAdvisor(Plans plans, Backups backups, TraceReader traces, Clock clock) {
        return new RestoreAdvisor(new CatalogRestorePoints(plans, backups, clock), traces);
    }
}
