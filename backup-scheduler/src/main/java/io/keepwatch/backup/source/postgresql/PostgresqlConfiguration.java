package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.settings.SettingsVariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PostgresqlConfiguration {

    /// In every role, for all of them read the same file.
    @Bean
    static SettingsVariant<SourceSettings> postgresqlSettings() {
        return new SettingsVariant<>(SourceSettings.class, "postgresql", PostgresqlSettings.class);
    }
}
