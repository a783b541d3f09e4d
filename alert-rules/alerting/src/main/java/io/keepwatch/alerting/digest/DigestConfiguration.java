package io.keepwatch.alerting.digest;

import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.digest.DigestOperation.Sender;
import io.keepwatch.alerting.notifier.mail.MailServer;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.metadata.Leases;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConsoleAddress;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.Notifications;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.settings.SmtpUrl;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class DigestConfiguration {

    private static final LocalTime USUAL = LocalTime.of(8, 0);

    /// Once all ports are bound: from then on a mail can say where the console is.
    @Bean(destroyMethod = "close")
    static DigestOperation digestOperation(ConfigurationFile file, Settings settings, ActiveRouting routing, AlertHistory history, RuleGroups rules,
            Deliveries deliveries, SeriesStore store, JdbcClient jdbc, Leases leases, BoundPorts ports, Clock clock) {
        var sources = new DigestSources(history, rules, deliveries, store, new ConsoleAddress(settings, ports));
        var operation = new DigestOperation(() -> plan(file.get(AlertingSettings.SECTION).digest(), settings.notifications()),
                () -> sender(settings.notifications(), routing), sources, new DigestStore(jdbc), leases, clock);
        ports.all().thenAccept(_ -> operation.open());
        return operation;
    }

    /// The file goes before the environment.
    static Optional<DigestPlan> plan(AlertingSettings.@Nullable Digest section, Notifications environment) {
        if (section != null) {
            return Optional.of(new DigestPlan(section.to(), section.time(), section.zone()));
        }
        return environment.digestTo().isEmpty() ? Optional.empty()
                : Optional.of(new DigestPlan(environment.digestTo(), Objects.requireNonNullElse(environment.digestAt(), USUAL), ZoneId.systemDefault()));
    }

    /// The server of the environment, else the first one that alerts are mailed by.
    private static Optional<Sender> sender(Notifications environment, ActiveRouting routing) {
        if (environment.smtpUrl() != null) {
            SmtpUrl url = SmtpUrl.parse(environment.smtpUrl().reveal());
            return Optional.of(new Sender(MailServer.of(url), url.from()));
        }
        return routing.current().config().receivers().stream().flatMap(receiver -> receiver.integrations().stream())
                .filter(integration -> integration.kind().equals("email") && !integration.text("from").contains("{{")).findFirst()
                .map((Integration integration) -> new Sender(MailServer.of(integration), integration.text("from")));
    }
}
