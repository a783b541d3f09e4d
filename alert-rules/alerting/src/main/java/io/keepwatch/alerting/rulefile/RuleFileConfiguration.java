package io.keepwatch.alerting.rulefile;

import io.keepwatch.settings.ConfigurationCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RuleFileConfiguration {

    @Bean
    static ConfigurationCheck ruleFileCheck() {
        return new RuleFileCheck();
    }
}
