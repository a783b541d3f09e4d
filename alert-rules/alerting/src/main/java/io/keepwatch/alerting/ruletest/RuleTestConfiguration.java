package io.keepwatch.alerting.ruletest;

import io.keepwatch.settings.ConfigurationCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RuleTestConfiguration {

    @Bean
    static ConfigurationCheck ruleTestCheck() {
        return new RuleTestCheck();
    }
}
