package io.keepwatch.metadata;

import io.keepwatch.settings.DataDirectory;
import io.keepwatch.settings.Settings;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// Spring Boot adds the rest around this data source: Flyway on `db/migration`, `JdbcClient`, transactions.
@Configuration(proxyBeanMethods = false)
class MetadataConfiguration {

    @Bean
    DataSource dataSource(Settings settings, DataDirectory directory) {
        return MetadataDatabase.open(settings.database(), directory);
    }

    @Bean
    @DependsOnDatabaseInitialization
    Leases leases(Settings settings, JdbcClient jdbc, PlatformTransactionManager transactions) {
        var leases = new Leases(jdbc, transactions, ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID());
        if (settings.database().embedded()) {
            leases.endAll(); // of a predecessor that was killed: one process owns the data directory
        }
        return leases;
    }
}
