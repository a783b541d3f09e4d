package io.keepwatch.backup.step;

import io.keepwatch.metadata.Leases;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class StepConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    RunJournal runJournal(JdbcClient jdbc) {
        return new RunJournal(jdbc);
    }

    @Bean(initMethod = "open")
    @DependsOnDatabaseInitialization
    StepRunner stepRunner(
            JdbcClient jdbc, PlatformTransactionManager transactions, Leases leases, Clock clock, OpenTelemetry telemetry, List<RunWork> works) {
        return new StepRunner(jdbc, transactions, leases, clock, telemetry.getTracer("io.keepwatch.backup"), works, StepRunner.Timing.USUAL);
    }
}
