package io.keepwatch.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.metrics.MetricType;
import io.keepwatch.ui.chart.Unit;
import org.junit.jupiter.api.Test;

class AggregationsTest {

    @Test
    void each_type_starts_with_what_one_wants_to_see() {
        assertThat(Aggregations.chosen(metric("x_total", MetricType.COUNTER, ""), "")).isEqualTo(Aggregation.RATE);
        assertThat(Aggregations.chosen(metric("x", MetricType.GAUGE, ""), "")).isEqualTo(Aggregation.AVG);
        assertThat(Aggregations.chosen(metric("x_seconds", MetricType.HISTOGRAM, "s"), "")).isEqualTo(Aggregation.P95);
    }

    @Test
    void what_the_type_cannot_answer_is_not_asked() {
        assertThat(Aggregations.chosen(metric("x", MetricType.GAUGE, ""), "p99")).isEqualTo(Aggregation.AVG);
        assertThat(Aggregations.chosen(metric("x", MetricType.GAUGE, ""), "max")).isEqualTo(Aggregation.MAX);
    }

    @Test
    void the_unit_follows_what_is_asked() {
        var bytes = metric("process_network_io_bytes_total", MetricType.COUNTER, "By");
        assertThat(Aggregations.unit(bytes, Aggregation.RATE)).isEqualTo(Unit.BYTES_PER_SECOND);
        assertThat(Aggregations.unit(bytes, Aggregation.SUM)).isEqualTo(Unit.BYTES);

        var duration = metric("http_server_request_duration_seconds", MetricType.HISTOGRAM, "s");
        assertThat(Aggregations.unit(duration, Aggregation.P99)).isEqualTo(Unit.SECONDS);
        assertThat(Aggregations.unit(duration, Aggregation.RATE)).isEqualTo(Unit.PER_SECOND);

        assertThat(Aggregations.unit(metric("cpu_utilization_ratio", MetricType.GAUGE, "1"), Aggregation.AVG)).isEqualTo(Unit.PERCENT);
        assertThat(Aggregations.unit(metric("x", MetricType.GAUGE, "By"), Aggregation.COUNT)).isEqualTo(Unit.COUNT);
    }

    private static MetricInfo metric(String name, MetricType type, String unit) {
        return new MetricInfo(name, type, name, unit, "", 1);
    }
}
