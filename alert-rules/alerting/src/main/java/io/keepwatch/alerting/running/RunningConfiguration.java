package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.AlertReceiver;
import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.restore.RestoreAdvisor;
import io.keepwatch.alerting.running.GroupRunner.Workshop;
import io.keepwatch.metadata.Leases;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConfigurationSection;
import io.keepwatch.settings.ConsoleAddress;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.keepwatch.telemetry.series.SeriesStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(value = "alertingRunningConfiguration", proxyBeanMethods = false)
class RunningConfiguration {

    /// In every role, for all of them read the same file.
    @Bean
    static ConfigurationSection<AlertingSettings> alertingSection() {
        return AlertingSettings.SECTION;
    }

    @Configuration(value = "alertingOnControl", proxyBeanMethods = false)
    @ConditionalOnRole(ProcessRole.CONTROL)
    static class OnControl {

        @Bean(initMethod = "watch", destroyMethod = "close")
        static RuleFiles ruleFiles(ConfigurationFile file, Settings settings, Clock clock) {
            return new RuleFiles(() -> file.get(AlertingSettings.SECTION).rules(), settings.configFile().getParent(), ShippedRules.read(), clock);
        }

        @Bean
        static StoredHistory alertHistory(JdbcClient jdbc) {
            return new StoredHistory(jdbc);
        }

        @Bean
        static Workshop ruleWorkshop(ConfigurationFile file, Settings settings, SeriesStore store, TelemetryWriter writer, JdbcTemplate jdbc,
                Leases leases, ObjectProvider<AlertReceiver> receivers, ObjectProvider<RestoreAdvisor> restore, PrometheusRegistry registry,
                BoundPorts ports, Clock clock) {
            int threads = file.get(AlertingSettings.SECTION).threads(Runtime.getRuntime().availableProcessors());
            var evaluating = new Evaluating(store, () -> file.get(AlertingSettings.SECTION), new ConsoleAddress(settings, ports), threads, clock);
            RestoreAdvisor advisor = restore.getIfAvailable();
            var points = advisor == null ? null : new RestoreAnnotations(advisor, () -> evaluating.settings().externalUrl());
            return new Workshop(evaluating, new EvaluationPool(threads), new SampleWriter(writer), new RuleStore(jdbc, leases),
                    receivers.orderedStream().toList(), new RuleMetrics(registry), points, clock);
        }

        @Bean
        static RuleShards ruleShards(Settings settings, Leases leases) {
            // one process owns an embedded database
            return new RuleShards(leases, settings.database().embedded() ? 1 : RuleShards.SEVERAL);
        }

        @Bean
        static RuleScheduler ruleScheduler(RuleFiles files, RuleShards shards, Workshop workshop) {
            return new RuleScheduler(files::book, shards, workshop, task -> Thread.ofVirtual().name("rule-group").start(task), System::nanoTime);
        }

        @Bean
        static RuleGroups ruleGroups(RuleFiles files, RuleScheduler scheduler, Workshop workshop, PrometheusRegistry registry) {
            var rules = new RunningRules(files::book, scheduler, workshop.store(), workshop.evaluating(), workshop.clock());
            RuleMetrics.register(registry, rules, scheduler::runners);
            return rules;
        }

        /// Once all ports are bound: from then on the process is up, and texts of alerts can say where.
        @Bean(destroyMethod = "close")
        static RuleOperation ruleOperation(RuleFiles files, RuleShards shards, RuleScheduler scheduler, Workshop workshop, StoredHistory history,
                ConfigurationFile file, BoundPorts ports) {
            var operation = new RuleOperation(shards, scheduler, new OrphanSweep(files::book, shards, workshop), history,
                    () -> file.get(AlertingSettings.SECTION), workshop.pool(), workshop.clock());
            ports.all().thenAccept(_ -> operation.open());
            return operation;
        }
    }
}
