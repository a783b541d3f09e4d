package io.keepwatch.backup.retention;

import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.StepRunner;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class RetentionConfiguration {

    @Bean
    Retention retention(PlanBook book, Catalog catalog, RunJournal journal, Clock clock) {
        return new Retention(book, catalog, journal, clock);
    }

    @Bean
    RetentionWork retentionWork(PlanBook book, Retention retention, Catalog catalog, Clock clock) {
        var deletion = new BackupDeletion(book, catalog, clock, _ -> {});
        return new RetentionWork(book, retention, catalog, deletion, new Leftovers(book, catalog, clock));
    }

    @Bean(initMethod = "open")
    RetentionWatch retentionWatch(PlanBook book, Retention retention, RunJournal journal, StepRunner runner, Clock clock) {
        return new RetentionWatch(book, retention, journal, runner, clock);
    }
}
