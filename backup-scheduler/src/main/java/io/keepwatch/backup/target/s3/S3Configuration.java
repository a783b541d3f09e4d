package io.keepwatch.backup.target.s3;

import io.keepwatch.backup.target.TargetSettings;
import io.keepwatch.settings.SettingsVariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class S3Configuration {

    /// In every role, for all of them read the same file.
    @Bean
    static SettingsVariant<TargetSettings> s3Settings() {
        return new SettingsVariant<>(TargetSettings.class, "s3", S3Settings.class);
    }
}
