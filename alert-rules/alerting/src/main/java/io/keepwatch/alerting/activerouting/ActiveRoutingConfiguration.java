package io.keepwatch.alerting.activerouting;

import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.FurtherReceiver;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class ActiveRoutingConfiguration {

    @Bean(initMethod = "watch", destroyMethod = "close")
    static WatchedRouting activeRouting(ConfigurationFile file, Settings settings, ObjectProvider<FurtherReceiver> further, Clock clock) {
        var builtIn = new BuiltInRouting(settings.notifications(),
                () -> further.orderedStream().map(FurtherReceiver::webhook).toList());
        Path folder = settings.configFile().getParent();
        return new WatchedRouting(() -> file.get(AlertingSettings.SECTION).config(), builtIn, folder, clock);
    }
}
