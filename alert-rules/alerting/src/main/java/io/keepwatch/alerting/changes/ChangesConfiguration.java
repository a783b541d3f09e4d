package io.keepwatch.alerting.changes;

import io.keepwatch.alerting.notifier.SettingReader;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.notifier.http.HttpSender;
import io.keepwatch.alerting.notifier.pagerduty.ChangeSender;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.metadata.Leases;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConsoleAddress;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.services.ServiceReader;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class ChangesConfiguration {

    /// Once all ports are bound: from then on an event can say where the console is.
    @Bean(destroyMethod = "close")
    static ChangeOperation changeOperation(ServiceReader telemetry, AuditLog audit, ActiveRouting routing, JdbcClient jdbc, Leases leases,
            Settings settings, BoundPorts ports, Clock clock) {
        var feed = new ChangeFeed(telemetry::versionChanges, audit, new ConsoleAddress(settings, ports));
        var operation = new ChangeOperation(feed::in, () -> services(routing), new ChangeSender(new HttpSender(clock)), jdbc, leases, clock);
        ports.all().thenAccept(_ -> operation.open());
        return operation;
    }

    /// Each service once, however many routes lead to it. Keys of rulesets, which begin with R, take no changes.
    private static List<Integration> services(ActiveRouting routing) {
        var byKey = new LinkedHashMap<String, Integration>();
        routing.current().config().receivers().stream().flatMap(receiver -> receiver.integrations().stream())
                .filter(integration -> integration.kind().equals("pagerduty")).forEach(integration -> {
                    String key = key(integration);
                    if (!key.isEmpty() && !key.startsWith("R")) {
                        byKey.putIfAbsent(key, integration);
                    }
                });
        return List.copyOf(byKey.values());
    }

    /// Empty when it cannot be used now: what alerts it is told of says so.
    private static String key(Integration integration) {
        try {
            return SettingReader.of(integration).secret("routing_key").strip();
        } catch (UnusableSettingException _) {
            return "";
        }
    }
}
