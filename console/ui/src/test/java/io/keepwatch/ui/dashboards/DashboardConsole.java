package io.keepwatch.ui.dashboards;

import io.keepwatch.access.Actor;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.promql.conformance.InMemorySeriesStore;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.DataDirectory;
import io.keepwatch.settings.KnownSettings;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.ui.TestConsole;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// The console with dashboards of the test's own, over samples in memory: two shops count requests for an hour until [TestConsole#NOW].
@Configuration
@Import({TestConsole.class, DashboardConsole.Product.class})
@ComponentScan({"io.keepwatch.ui.dashboards", "io.keepwatch.ui.services.health"})
public class DashboardConsole {

    /// Their configuration is their own affair; we want the beans they make.
    static final class Product implements ImportSelector {
        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            return new String[] {"io.keepwatch.prometheus.PrometheusConfiguration", "io.keepwatch.dashboards.file.DashboardConfiguration"};
        }
    }

    private final Path folder;
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final InMemorySeriesStore store = new InMemorySeriesStore();

    public DashboardConsole() throws IOException {
        folder = Files.createTempDirectory("keepwatch-dashboards");
        Files.writeString(folder.resolve("keepwatch.yaml"), "keepwatch: {dashboards: ['boards/*.yaml']}\n");
        var columns = new ArrayList<SampleColumn>();
        for (String shop : List.of("north", "south")) {
            long[] times = new long[241];
            double[] values = new double[241];
            for (int i = 0; i < times.length; i++) {
                times[i] = TestConsole.NOW.toEpochMilli() - (240 - i) * 15_000L;
                values[i] = i * (shop.equals("north") ? 30 : 60);
            }
            columns.add(new SampleColumn(Labels.of(Labels.NAME, "requests_total", "shop", shop), times, values));
        }
        store.load(columns);
    }

    @Bean
    PrometheusRegistry metrics() {
        return new PrometheusRegistry();
    }

    @Bean
    SeriesStore seriesStore() {
        return (selection, control, each) -> {
            asked.add(selection.matchers().toString());
            store.forEach(selection, control, each);
        };
    }

    @Bean
    SeriesCatalog catalog() {
        return new SeriesCatalog() {
            @Override
            public List<Labels> series(Scope scope) {
                return scope.selectors().stream().flatMap(matchers -> store.select(
                        new SeriesStore.Selection(matchers, scope.fromMillis() - 1, scope.toMillis()), new Unlimited()).stream())
                        .map(SampleColumn::labels).distinct().toList();
            }

            @Override
            public List<String> labelNames(Scope scope) {
                return series(scope).stream().flatMap(labels -> labels.toMap().keySet().stream()).distinct().sorted().toList();
            }

            @Override
            public List<String> labelValues(String label, Scope scope) {
                return series(scope).stream().map(labels -> labels.get(label)).filter(value -> !value.isEmpty()).distinct().sorted().toList();
            }

            @Override
            public Map<String, List<MetricMetadata>> metadata() {
                return Map.of();
            }
        };
    }

    private record Unlimited() implements QueryControl {
        @Override
        public void check() {}

        @Override
        public void samplesRead(int series, long samples) {}
    }

    @Bean
    ConfigurationFile configurationFile(Clock clock) {
        var known = KnownSettings.find();
        return new ConfigurationFile(folder.resolve("keepwatch.yaml"), known.sections(), known.variants(), Map.of(), clock);
    }

    @Bean
    CurrentActor actor() {
        return () -> new Actor("ops", Role.OPERATOR, "127.0.0.1");
    }

    @Bean
    DataDirectory directory() {
        return DataDirectory.open(folder.resolve("home"));
    }

    @Bean
    DataSource database() {
        return new EmbeddedDatabaseBuilder().generateUniqueName(true).setType(EmbeddedDatabaseType.H2).build();
    }

    @Bean
    AuditLog audit(DataSource source, Clock clock) {
        Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
        return new AuditLog(JdbcClient.create(source), new JdbcTransactionManager(source), clock);
    }

    /// Writes a file; the product finds it within seconds.
    void write(String name, String yaml) {
        try {
            Path file = folder.resolve("boards").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
