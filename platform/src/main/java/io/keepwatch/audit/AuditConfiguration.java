package io.keepwatch.audit;

import java.time.Clock;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    AuditLog auditLog(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        return new AuditLog(jdbc, transactions, clock);
    }
}
