package io.keepwatch.ingest.otlp;

import io.keepwatch.ingest.ActiveSeries;
import io.keepwatch.ingest.BearerToken;
import io.keepwatch.ingest.IngestLimits;
import io.keepwatch.ingest.IngestMetrics;
import io.keepwatch.ingest.IngestPipeline;
import io.keepwatch.observability.OwnCollector;
import io.keepwatch.observability.SelfMarker;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.settings.Settings.Retention;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.opentelemetry.api.OpenTelemetry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.COLLECTOR)
class OtlpConfiguration {

    @Bean
    static IngestLimits ingestLimits() {
        return IngestLimits.forHeap(Runtime.getRuntime().maxMemory());
    }

    @Bean(destroyMethod = "") // the receivers close it, between their last request and their last answer
    static IngestPipeline ingestPipeline(
            TelemetryWriter writer, IngestLimits limits, PrometheusRegistry registry, OpenTelemetry telemetry, SelfMarker self) {
        return new IngestPipeline(writer, limits, new IngestMetrics(registry), telemetry, self);
    }

    /// Of all receivers together.
    @Bean
    static ActiveSeries activeSeries(ConfigurationFile configuration, Clock clock) {
        return new ActiveSeries(() -> configuration.get(Settings.SeriesLimit.SECTION).activeSeries(), clock);
    }

    @Bean
    static OtlpReceivers otlpReceivers(
            Settings settings, BoundPorts ports, IngestPipeline pipeline, SelfMarker self, OwnCollector ownCollector,
            ConfigurationFile configuration, Clock clock, ActiveSeries activeSeries) {
        var check = new RecordCheck(clock, () -> configuration.get(Retention.SECTION), pipeline.limits(), activeSeries);
        var decoder = new OtlpDecoder(pipeline.limits(), check);
        var intake = new OtlpIntake(pipeline, decoder, new BearerToken(settings.otlpToken()), self);
        return new OtlpReceivers(settings.network(), ports, intake, ownCollector);
    }

    @Bean("otlp")
    static OtlpHealth otlpHealth(OtlpReceivers receivers) {
        return new OtlpHealth(receivers);
    }
}
