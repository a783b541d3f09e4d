package io.keepwatch.backup.target.filesystem;

import io.keepwatch.backup.target.TargetSettings;
import io.keepwatch.settings.SettingsVariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FilesystemConfiguration {

    /// In every role, for all of them read the same file.
    @Bean
    static SettingsVariant<TargetSettings> filesystemSettings() {
        return new SettingsVariant<>(TargetSettings.class, "filesystem", FilesystemSettings.class);
    }
}
