package io.keepwatch.alerting.running;

import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationSection;
import io.keepwatch.settings.Settings.ProcessRole;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(value = "alertingRunningConfiguration", proxyBeanMethods = false)
class RunningConfiguration {

    /// In every role, for all of them read the same file.
    @Bean
    static ConfigurationSection<AlertingSettings> alertingSection() {
        return AlertingSettings.SECTION;
    }

    @Configuration(value = "alertingOnControl", proxyBeanMethods = false)
    @ConditionalOnRole(ProcessRole.CONTROL)
    static class OnControl {
    }
}
