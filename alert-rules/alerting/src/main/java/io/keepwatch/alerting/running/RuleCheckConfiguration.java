package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.rulefile.RuleFileCheck;
import io.keepwatch.settings.ConfigurationCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RuleCheckConfiguration {

    @Bean
    static ConfigurationCheck ruleFileCheck() {
        return new RuleFileCheck(configuration -> configuration.get(AlertingSettings.SECTION).rules());
    }
}
