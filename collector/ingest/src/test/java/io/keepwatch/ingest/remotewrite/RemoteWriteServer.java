package io.keepwatch.ingest.remotewrite;

import io.keepwatch.ingest.ActiveSeries;
import io.keepwatch.ingest.BearerToken;
import io.keepwatch.ingest.IngestLimits;
import io.keepwatch.ingest.IngestMetrics;
import io.keepwatch.ingest.IngestPipeline;
import io.keepwatch.observability.SelfMarker;
import io.keepwatch.settings.Secret;
import io.keepwatch.settings.Settings.Retention;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.opentelemetry.api.OpenTelemetry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Remote write on a free port over a list of samples, and a page of metrics for a Prometheus to scrape.
final class RemoteWriteServer implements AutoCloseable, TelemetryWriter {

    static final int MOST_SERIES = 20;
    static final Retention RETENTION = new Retention(Duration.ofDays(30), Duration.ofDays(15), Duration.ofDays(395));

    /// @param type and what else is known, as it is stored with the series
    record Sample(String name, Map<String, String> labels, long time, double value, String family, String type, String help) {

        boolean isStale() {
            return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(MetricBatch.STALE_MARKER);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class})
    static class App {}

    @RestController
    static class Target {

        final AtomicReference<String> page = new AtomicReference<>("");

        @GetMapping(path = "/metrics", produces = "text/plain")
        String metrics() {
            return page.get();
        }
    }

    final List<Sample> samples = new CopyOnWriteArrayList<>();
    final AtomicReference<@Nullable String> down = new AtomicReference<>();
    private final Target target = new Target();
    private final IngestPipeline pipeline;
    private final ConfigurableApplicationContext context;

    RemoteWriteServer(@Nullable String token) {
        int mib = 1 << 20;
        var limits = new IngestLimits(2 * mib, 4 * mib, mib / 16, 64 * mib, 20_000, 16 * mib, Duration.ofMillis(200), 2, Duration.ofSeconds(30));
        pipeline = new IngestPipeline(this, limits, new IngestMetrics(new PrometheusRegistry()), OpenTelemetry.noop(), new SelfMarker());
        var controller = new RemoteWriteController(pipeline, new BearerToken(token == null ? null : Secret.of(token)), () -> RETENTION,
                new ActiveSeries(() -> MOST_SERIES, Clock.systemUTC()), Clock.systemUTC());
        context = new SpringApplicationBuilder(App.class)
                .initializers(started -> {
                    started.getBeanFactory().registerSingleton("remoteWrite", controller);
                    started.getBeanFactory().registerSingleton("target", target);
                })
                .run("--KEEPWATCH_HTTP_PORT=0", "--spring.threads.virtual.enabled=true", "--spring.main.banner-mode=off");
    }

    @Override
    public void write(TelemetryBatch batch) {
        String reason = down.get();
        if (reason != null) {
            throw new StoreUnavailableException(reason, Duration.ofSeconds(3), null);
        }
        var metrics = (MetricBatch) batch;
        for (int row = 0; row < metrics.rows(); row++) {
            int series = metrics.sampleSeries().get(row);
            var columns = metrics.series();
            samples.add(new Sample(columns.name.get(series), Map.copyOf(columns.labels.get(series)), metrics.sampleTime().get(row),
                    metrics.sampleValue().get(row), columns.family.get(series), columns.type.get(series), columns.description.get(series)));
        }
    }

    List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /// What is scraped from now on.
    void show(String page) {
        target.page.set(page);
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Override
    public void close() {
        context.close();
        pipeline.close();
    }
}
