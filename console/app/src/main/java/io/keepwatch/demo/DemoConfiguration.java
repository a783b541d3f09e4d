package io.keepwatch.demo;

import io.keepwatch.alerting.FurtherReceiver;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.Runs;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.DataDirectory;
import io.keepwatch.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The demo needs our receivers, so it runs where the collector does.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "keepwatch.demo", havingValue = "true")
@ConditionalOnRole(Settings.ProcessRole.COLLECTOR)
class DemoConfiguration {

    @Bean
    DemoBackups demoBackups(DataDirectory directory, ObjectProvider<Runs> runs, ObjectProvider<Backups> backups) {
        return new DemoBackups(directory.folder("demo"), runs, backups);
    }

    @Bean
    Demo demo(DataDirectory directory, Settings settings, BoundPorts ports, ChildProcesses children, DemoBackups backups) {
        Path folder = directory.folder("demo");
        return new Demo(folder, children, () -> new DemoPrograms(
                DemoPrograms.classPath(System.getenv()), folder, DemoPrograms.telemetry(settings, ports.all().get())), backups);
    }

    @Bean
    DemoControl demoControl(Demo demo, AuditLog audit, Clock clock) {
        return new DemoControl(demo, audit, clock);
    }

    /// The inbox shows what it is told. It stays a receiver while it is down: what waits for it is sent later.
    @Bean
    FurtherReceiver demoInbox(Demo demo) {
        return () -> Optional.of(demo.memory().ports().inbox()).filter(port -> port > 0)
                .map(port -> new FurtherReceiver.Webhook("demo-inbox", URI.create(Workload.url(port) + "/webhook")));
    }

    @Bean
    ConsoleSwitch consoleSwitch(DemoControl control) {
        return new ConsoleSwitch(control);
    }
}
