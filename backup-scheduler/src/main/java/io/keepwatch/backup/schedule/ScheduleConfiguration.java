package io.keepwatch.backup.schedule;

import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.run.SlotStarter;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class ScheduleConfiguration {

    private static final Duration ROUND = Duration.ofMinutes(1);

    @Bean
    @DependsOnDatabaseInitialization
    static SchedulerFactoryBean backupQuartz(
            // Spring makes a factory early to learn its type; lazy, or the database and all its settings would be made that early too
            @Lazy DataSource dataSource, @Lazy PlatformTransactionManager transactions, ApplicationContext context) {
        return QuartzCluster.on(dataSource, transactions, context);
    }

    @Bean(initMethod = "open")
    @DependsOnDatabaseInitialization
    static PlanAlarm planAlarm(
            PlanBook book, SlotStarter starter, Scheduler quartz, JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        var keeper = new SlotKeeper(book, new DueSlots(jdbc), starter, clock);
        return new PlanAlarm(book, keeper, new WakeUps(quartz, transactions, clock), ROUND);
    }
}
