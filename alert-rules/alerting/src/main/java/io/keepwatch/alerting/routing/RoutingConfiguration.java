package io.keepwatch.alerting.routing;

import io.keepwatch.settings.ConfigurationCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    @Bean
    static ConfigurationCheck routingConfigCheck() {
        return new RoutingConfigCheck();
    }
}
