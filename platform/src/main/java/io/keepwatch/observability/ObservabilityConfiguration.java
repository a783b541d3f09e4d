package io.keepwatch.observability;

import ch.qos.logback.classic.LoggerContext;
import io.keepwatch.settings.DataDirectory;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.opentelemetry.api.OpenTelemetry;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ObservabilityConfiguration.class);
    private static final Duration BATCHING = Duration.ofSeconds(1);

    @Bean
    static PrometheusRegistry prometheusRegistry(Settings settings, DataDirectory directory) {
        var registry = new PrometheusRegistry();
        JvmMetrics.builder().register(registry);
        Info.builder().name("keepwatch_build_info").help("Version of Keepwatch").labelNames("version").register(registry)
                .setLabelValues(version());
        OwnLimits.registerDisk(directory.path(), registry);
        if (settings.network().tls() != null) {
            OwnLimits.registerCertificate(settings.network().tls(), registry);
        }
        return registry;
    }

    @Bean
    static SelfMarker selfMarker() {
        return new SelfMarker();
    }

    @Bean
    static OwnCollector ownCollector(Settings settings) {
        return new OwnCollector(settings.telemetryEndpoint());
    }

    @Bean
    static OwnTelemetry ownTelemetry(
            PrometheusRegistry registry, SelfMarker self, Settings settings, DataDirectory directory, OwnCollector collector) {
        var telemetry = new OwnTelemetry(registry, self, settings.otlpToken(), InstanceId.of(directory), version(), BATCHING);
        if (!settings.has(ProcessRole.COLLECTOR) && settings.telemetryEndpoint() == null) {
            log.info("Not sending own telemetry: this process takes none in; set KEEPWATCH_TELEMETRY_ENDPOINT to a collector's"
                    + " OTLP/gRPC address, e.g. http://127.0.0.1:4317, or scrape /metrics");
        }
        collector.endpoint()
                .thenAcceptAsync(endpoint -> telemetry.sendTo(endpoint.toString()), Thread.ofVirtual()::start)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        log.error("Cannot send own telemetry", failure);
                    }
                });
        return telemetry;
    }

    @Bean(destroyMethod = "")
    static OpenTelemetry openTelemetry(OwnTelemetry telemetry) {
        return telemetry.sdk();
    }

    @Bean
    static LogBridge logBridge(OwnTelemetry telemetry) {
        var bridge = new LogBridge(telemetry.sdk().getLogsBridge());
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            bridge.setContext(context);
            bridge.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(bridge);
        }
        return bridge;
    }

    @Bean
    static FilterRegistrationBean<HttpRequests> httpRequests(OpenTelemetry telemetry, PrometheusRegistry registry) {
        var registration = new FilterRegistrationBean<>(new HttpRequests(telemetry, registry));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10); // around the security chain: refusals count too
        return registration;
    }

    /// Comes before any server stops, so that the last words arrive.
    @EventListener
    void onClose(ContextClosedEvent event) {
        if (event.getApplicationContext().getParent() == null) {
            var bridge = event.getApplicationContext().getBean(LogBridge.class);
            if (bridge.getContext() instanceof LoggerContext context) {
                context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(bridge);
            }
            event.getApplicationContext().getBean(OwnTelemetry.class).close();
        }
    }

    private static String version() {
        String version = ObservabilityConfiguration.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
