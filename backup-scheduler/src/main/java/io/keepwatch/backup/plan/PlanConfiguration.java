package io.keepwatch.backup.plan;

import io.keepwatch.backup.ContributedSettings;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.target.BackupTarget;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConfigurationSection;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlanConfiguration {

    /// In every role, for all of them read the same file.
    @Bean
    static ConfigurationSection<BackupSettings> backupSection() {
        return BackupSettings.SECTION;
    }

    @Bean
    @ConditionalOnRole(ProcessRole.CONTROL)
    static PlanBook planBook(
            ConfigurationFile file,
            ObjectProvider<ContributedSettings> contributed,
            ObjectProvider<BackupSource<?>> sources,
            ObjectProvider<BackupTarget<?>> targets,
            Clock clock) {
        return new ConfiguredPlans(
                new LiveSettings(file, contributed.orderedStream().toList()),
                sources.orderedStream().toList(),
                targets.orderedStream().toList(),
                clock);
    }
}
