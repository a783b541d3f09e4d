package io.keepwatch.backup.restore;

import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.StepRunner;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class RestoreConfiguration {

    @Bean
    RestoreRunner restoreRunner(PlanBook book, Catalog catalog, Clock clock) {
        return new RestoreRunner(book, catalog, clock);
    }

    @Bean
    JournaledRestores journaledRestores(
            StepRunner runner, RunJournal journal, RestoreRunner restores, Catalog catalog, PlanBook book, AuditLog audit, Clock clock) {
        return new JournaledRestores(runner, journal, new DryRun(restores, book, clock), catalog, book, audit, clock);
    }

    @Bean(initMethod = "open")
    CleanUpWatch cleanUpWatch(JournaledRestores restores) {
        return new CleanUpWatch(restores, Duration.ofMinutes(1));
    }
}
