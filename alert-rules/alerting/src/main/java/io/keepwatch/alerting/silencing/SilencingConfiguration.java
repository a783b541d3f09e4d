package io.keepwatch.alerting.silencing;

import io.keepwatch.alerting.Silences;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class SilencingConfiguration {

    @Bean
    static Silences silences(JdbcClient jdbc, PlatformTransactionManager transactions, AuditLog audit, Clock clock) {
        return new StoredSilences(jdbc, transactions, audit, clock);
    }
}
