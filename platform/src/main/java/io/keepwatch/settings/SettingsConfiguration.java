package io.keepwatch.settings;

import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SettingsConfiguration.class);

    private final BoundPorts boundPorts;

    SettingsConfiguration(Settings settings) {
        this.boundPorts = new BoundPorts(settings.roles());
    }

    @Bean
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    static ConfigurationSection<Settings.Retention> retentionSection() {
        return Settings.Retention.SECTION;
    }

    @Bean
    static ConfigurationSection<Settings.SeriesLimit> seriesLimitSection() {
        return Settings.SeriesLimit.SECTION;
    }

    @Bean(initMethod = "watch")
    static ConfigurationFile configurationFile(
            Settings settings, List<ConfigurationSection<?>> sections, ObjectProvider<SettingsVariant<?>> variants, Clock clock) {
        return new ConfigurationFile(settings.configFile(), sections, variants.orderedStream().toList(), System.getenv(), clock);
    }

    @Bean
    static DataDirectory dataDirectory(Settings settings, ConfigurationFile checkedBefore) {
        return DataDirectory.open(settings.home());
    }

    @Bean
    static CliToken cliToken() {
        return new CliToken();
    }

    @Bean
    BoundPorts boundPorts() {
        return boundPorts;
    }

    @Bean
    PortsFile portsFile(DataDirectory directory, Settings settings, CliToken cliToken) {
        var file = new PortsFile(directory, settings.network(), cliToken);
        boundPorts.all().thenAccept(file::write).whenComplete((_, failure) -> {
            if (failure != null) {
                log.error("The command line will not find this process", failure);
            }
        });
        return file;
    }

    @EventListener
    void onWebServer(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            boundPorts.bound(RunningPorts.Listener.HTTP, event.getWebServer().getPort());
        }
    }
}
