package io.keepwatch.backup.run;

import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.catalog.RetentionView;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.StepRunner;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class RunConfiguration {

    /// Counting the rows of a large table says nothing for long.
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(30);

    @Bean
    BackupRunner backupRunner(PlanBook book, Catalog catalog, RunJournal journal, Clock clock) {
        return new BackupRunner(book, catalog, journal, clock, product(), LONGEST_SILENCE);
    }

    @Bean
    VerifyRunner verifyRunner(PlanBook book, Catalog catalog, Clock clock) {
        return new VerifyRunner(book, catalog, clock);
    }

    @Bean
    CatalogRebuilder catalogRebuilder(PlanBook book, Catalog catalog, Clock clock) {
        return new CatalogRebuilder(book, catalog, clock);
    }

    @Bean
    BackupRuns backupRuns(StepRunner runner, RunJournal journal, PlanBook book, AuditLog audit, Clock clock) {
        return new BackupRuns(runner, journal, book, audit, clock);
    }

    @Bean
    CatalogedBackups catalogedBackups(
            Catalog catalog, ObjectProvider<RetentionView> retention, PlanBook book, StepRunner runner, AuditLog audit, Clock clock) {
        return new CatalogedBackups(catalog, retention::getIfAvailable, book, runner, audit, clock);
    }

    private static String product() {
        String version = RunConfiguration.class.getPackage().getImplementationVersion();
        return "Keepwatch " + (version == null ? "development" : version);
    }
}
