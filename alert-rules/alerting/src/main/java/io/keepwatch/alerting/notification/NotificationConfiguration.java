package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.AlertReceiver;
import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.metadata.Leases;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConsoleAddress;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class NotificationConfiguration {

    @Bean
    static DeliveryRoom deliveryRoom(JdbcTemplate jdbc, PlatformTransactionManager transactions, Leases leases, AlertHistory history,
            ActiveRouting routing, ObjectProvider<Silences> silences, ObjectProvider<RuleGroups> rules, Map<String, Notifier> notifiers, AuditLog audit,
            PrometheusRegistry registry, ConfigurationFile file, Settings settings, BoundPorts ports, Clock clock) {
        var outside = new DeliveryRoom.Outside(history, routing, silences::getObject, rules::getObject, notifiers,
                () -> file.get(AlertingSettings.SECTION), new ConsoleAddress(settings, ports), audit);
        return new DeliveryRoom(jdbc, transactions, leases, outside, registry, clock, System::nanoTime, ThreadLocalRandom.current()::nextDouble,
                task -> Thread.ofVirtual().name("courier").start(task));
    }

    @Bean
    static RoutedAlerts routedAlerts(DeliveryRoom room) {
        return room.alerts();
    }

    @Bean
    static Deliveries deliveries(DeliveryRoom room) {
        return room.deliveries();
    }

    /// It carries no truth: what fires is read where it was written.
    @Bean
    static AlertReceiver notificationWaker(DeliveryRoom room) {
        return _ -> room.pipeline().wake();
    }

    /// Once all ports are bound: from then on messages can say where the console is.
    @Bean(destroyMethod = "close")
    static NotificationPipeline notificationPipeline(DeliveryRoom room, BoundPorts ports) {
        ports.all().thenAccept(_ -> room.pipeline().open());
        return room.pipeline();
    }
}
