package io.keepwatch.backup.state;

import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.Runs;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class StateConfiguration {

    private static final Duration PROBES = Duration.ofMinutes(1);

    @Bean
    static SourceFolders sourceFolders(PlanBook book) {
        return new SourceFolders(book);
    }

    @Bean
    static Plans plans(PlanBook book, Backups backups, Runs runs, SourceFolders folders, Clock clock) {
        return new PlanStates(book, backups, runs, new PlanWarnings(book, folders), clock);
    }

    @Bean
    static ProbedTargets targets(PlanBook book, AuditLog audit, Clock clock) {
        return new ProbedTargets(book, audit, clock);
    }

    @Bean(initMethod = "open")
    static Probing probing(PlanBook book, ProbedTargets targets, SourceFolders folders) {
        return new Probing(book, targets, folders, PROBES);
    }
}
