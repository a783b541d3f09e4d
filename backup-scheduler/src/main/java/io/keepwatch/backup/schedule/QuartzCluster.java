package io.keepwatch.backup.schedule;

import java.util.Properties;
import javax.sql.DataSource;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;
import org.springframework.transaction.PlatformTransactionManager;

/// Quartz on the metadata database: all control processes are one cluster, and each alarm wakes one of them.
final class QuartzCluster {

    private QuartzCluster() {}

    static SchedulerFactoryBean on(DataSource dataSource, PlatformTransactionManager transactions, ApplicationContext context) {
        var jobs = new SpringBeanJobFactory();
        jobs.setApplicationContext(context);
        var factory = new SchedulerFactoryBean();
        factory.setSchedulerName("keepwatch");
        factory.setDataSource(dataSource);
        factory.setTransactionManager(transactions);
        factory.setJobFactory(jobs);
        factory.setQuartzProperties(properties());
        factory.setWaitForJobsToCompleteOnShutdown(true);
        return factory;
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.threadPool.threadCount", "2");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "5000");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "5000");
        properties.setProperty("org.quartz.jobStore.tablePrefix", "qrtz_");
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        // H2 runs in its PostgreSQL mode
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        return properties;
    }
}
