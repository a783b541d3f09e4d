package io.keepwatch.alerting.watchdog;

import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.WatchdogRoute;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConsoleAddress;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.SeriesStore;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class WatchdogConfiguration {

    private static final double MILLIS = 1000;

    /// In every role: the sample goes in with the other metrics of whichever process sends its own.
    @Bean
    static GaugeWithCallback watchdogSample(PrometheusRegistry registry, Clock clock) {
        return GaugeWithCallback.builder().name("keepwatch_watchdog_sample_timestamp_seconds")
                .help("When this sample was taken; Keepwatch watches how long it takes to come out of a notifier.")
                .callback(gauge -> gauge.call(clock.millis() / MILLIS)).register(registry);
    }

    @Configuration(value = "watchdogOnControl", proxyBeanMethods = false)
    @ConditionalOnRole(ProcessRole.CONTROL)
    static class OnControl {

        /// Between two processes that both see that nothing arrives, one tells somebody.
        private static final Duration TURN = Duration.ofMinutes(1);

        @Bean
        static Arrivals watchdogArrivals(JdbcClient jdbc) {
            return new Arrivals(jdbc);
        }

        @Bean(WatchdogRoute.KIND)
        static Notifier watchdogNotifier(Arrivals arrivals, Clock clock) {
            return new WatchdogNotifier(arrivals, clock);
        }

        @Bean
        static RunningWatchdog runningWatchdog(Arrivals arrivals, Leases leases, ActiveRouting routing, Map<String, Notifier> notifiers,
                ConfigurationFile file, Settings settings, BoundPorts ports, Clock clock) {
            var alarm = new DirectAlarm(routing, notifiers, () -> file.get(AlertingSettings.SECTION).escalation(), new ConsoleAddress(settings, ports));
            return new RunningWatchdog(arrivals::youngest, () -> isOurTurn(leases), alarm, clock);
        }

        @Bean
        static GaugeWithCallback watchdogArrival(PrometheusRegistry registry, RunningWatchdog watchdog) {
            return GaugeWithCallback.builder().name("keepwatch_watchdog_arrival_timestamp_seconds")
                    .help("When the youngest test sample was taken that has come out of a notifier; 0 before the first one.")
                    .callback(gauge -> gauge.call(watchdog.arrived().toEpochMilli() / MILLIS)).register(registry);
        }

        /// Once all ports are bound: before that nothing can come in.
        @Bean(destroyMethod = "close")
        static WatchdogRounds watchdogRounds(RunningWatchdog watchdog, SeriesStore store, ObjectProvider<RoutedAlerts> alerts, Leases leases,
                ConfigurationFile file, BoundPorts ports, Clock clock) {
            var feeding = new Feeding(Feeding.recordedIn(store, clock), alerts::getObject, leases, clock);
            var heartbeats = new Heartbeats(() -> file.get(AlertingSettings.SECTION).heartbeat(), watchdog::arrives, clock);
            var rounds = new WatchdogRounds(feeding, watchdog, heartbeats);
            ports.all().thenAccept(_ -> rounds.open());
            return rounds;
        }

        private static boolean isOurTurn(Leases leases) {
            try {
                return leases.acquire("watchdog-alarm", TURN).map(Lease::token).isPresent();
            } catch (RuntimeException _) {
                return true; // better told twice than not at all
            }
        }
    }
}
