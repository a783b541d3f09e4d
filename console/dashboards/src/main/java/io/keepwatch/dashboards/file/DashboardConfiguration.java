package io.keepwatch.dashboards.file;

import io.keepwatch.dashboards.Dashboards;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationCheck;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConfigurationSection;
import io.keepwatch.settings.DataDirectory;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DashboardConfiguration {

    @Bean
    static ConfigurationSection<DashboardSettings> dashboardSection() {
        return DashboardSettings.SECTION;
    }

    @Bean
    static ConfigurationCheck dashboardCheck() {
        return new DashboardCheck();
    }

    @Bean(initMethod = "watch", destroyMethod = "close")
    @ConditionalOnRole(ProcessRole.CONTROL)
    static Dashboards dashboards(ConfigurationFile configuration, DataDirectory directory, Clock clock) {
        return new DashboardFiles(() -> configuration.get(DashboardSettings.SECTION).items(), directory.folder("dashboards"), clock);
    }
}
