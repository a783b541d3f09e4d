package io.keepwatch.backup.catalog;

import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class CatalogConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    Catalog backupCatalog(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new Catalog(jdbc, transactions);
    }
}
