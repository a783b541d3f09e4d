package io.keepwatch.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import oshi.SystemInfo;

/// On the machine that runs the test.
class HostMetricsTest {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final AtomicBoolean enabled = new AtomicBoolean(true);

    HostMetricsTest() {
        new HostMetrics(new Machine(new SystemInfo()), enabled::get).registerWith(registry);
    }

    @Test
    void each_processor_has_its_time_in_each_mode() {
        int processors = ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors();
        var times = points("system_cpu_time");

        assertThat(times.stream().map(point -> point.getLabels().get("cpu_logical_number")).distinct().count()).isGreaterThanOrEqualTo(processors);
        assertThat(times.stream().filter(point -> "idle".equals(point.getLabels().get("cpu_mode"))).mapToDouble(HostMetricsTest::value).sum())
                .isPositive();
    }

    @Test
    void used_and_free_memory_are_all_there_is() {
        double limit = value(points("system_memory_limit").getFirst());
        double sum = points("system_memory_usage").stream().mapToDouble(HostMetricsTest::value).sum();

        // both are read from the kernel, one after the other
        assertThat(sum).isBetween(limit * 0.9, limit * 1.1);
    }

    @Test
    void the_file_system_with_the_root_is_there_once() throws Exception {
        long size = Files.getFileStore(Path.of("/")).getTotalSpace();

        assertThat(points("system_filesystem_limit").stream().filter(point -> "/".equals(point.getLabels().get("system_filesystem_mountpoint"))))
                .singleElement().satisfies(point -> assertThat(value(point)).isEqualTo(size));
    }

    @Test
    void every_series_names_the_machine() {
        assertThat(registry.scrape().stream().flatMap(metric -> metric.getDataPoints().stream())).isNotEmpty()
                .allSatisfy(point -> assertThat(point.getLabels().get("host_name")).isNotBlank());
    }

    @Test
    void nothing_is_told_when_it_is_switched_off() {
        enabled.set(false);

        assertThat(registry.scrape().stream().flatMap(metric -> metric.getDataPoints().stream())).isEmpty();
    }

    private List<? extends DataPointSnapshot> points(String name) {
        return registry.scrape().stream().filter(metric -> metric.getMetadata().getPrometheusName().startsWith(name + "_bytes")
                || metric.getMetadata().getPrometheusName().startsWith(name + "_seconds")).findFirst().map(MetricSnapshot::getDataPoints).orElseThrow();
    }

    private static double value(DataPointSnapshot point) {
        return switch (point) {
            case CounterSnapshot.CounterDataPointSnapshot counter -> counter.getValue();
            case GaugeSnapshot.GaugeDataPointSnapshot gauge -> gauge.getValue();
            default -> throw new AssertionError(point);
        };
    }
}
