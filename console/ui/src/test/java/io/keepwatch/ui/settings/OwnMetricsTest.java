package io.keepwatch.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnMetricsTest {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final OwnMetrics metrics = new OwnMetrics(registry);

    @Test
    void finds_counters_gauges_and_the_version_by_name() {
        Counter stored = Counter.builder().name(IngestNames.ROWS_STORED).labelNames("signal").register(registry);
        stored.labelValues("traces").inc(3);
        stored.labelValues("logs").inc(4);
        Gauge.builder().name(IngestNames.IN_FLIGHT).unit(Unit.BYTES).register(registry).set(512);
        Info.builder().name("keepwatch_build_info").labelNames("version").register(registry).setLabelValues("1.2.3");

        OwnMetrics.Reading reading = metrics.read();

        assertThat(reading.by(IngestNames.ROWS_STORED, "signal")).isEqualTo(Map.of("traces", 3.0, "logs", 4.0));
        assertThat(reading.sum(IngestNames.ROWS_STORED, labels -> "logs".equals(labels.get("signal")))).hasValue(4);
        assertThat(reading.sum(IngestNames.IN_FLIGHT)).hasValue(512);
        assertThat(reading.info("keepwatch_build", "version")).isEqualTo("1.2.3");
    }

    @Test
    void what_does_not_exist_is_unknown_rather_than_zero() {
        assertThat(metrics.read().sum(IngestNames.REQUESTS)).isEmpty();
        assertThat(metrics.read().has(IngestNames.REQUESTS)).isFalse();
    }

    @Test
    void the_flow_is_that_of_the_last_minute() {
        var flow = new IngestFlow();
        Instant start = Instant.parse("2026-11-20T02:00:00Z");

        assertThat(flow.perSecond(start, 1_000)).isEmpty();
        assertThat(flow.perSecond(start.plusSeconds(10), 1_500)).hasValue(50);
        assertThat(flow.perSecond(start.plusSeconds(60), 1_500)).hasValue(500 / 60.0);
        assertThat(flow.perSecond(start.plusSeconds(125), 1_500)).hasValue(0);
    }

    @Test
    void a_counter_that_starts_again_is_not_a_negative_flow() {
        var flow = new IngestFlow();
        Instant start = Instant.parse("2026-11-20T02:00:00Z");
        flow.perSecond(start, 1_000);

        assertThat(flow.perSecond(start.plusSeconds(10), 10)).isEmpty();
        assertThat(flow.perSecond(start.plusSeconds(20), 110)).hasValue(10);
    }
}
