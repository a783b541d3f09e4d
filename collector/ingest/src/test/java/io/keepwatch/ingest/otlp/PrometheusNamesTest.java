package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.Sum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Examples of OpenTelemetry's specification and of what Prometheus itself makes of these names.
class PrometheusNamesTest {

    @ParameterizedTest
    @CsvSource({
        "http.server.request.duration, s, HISTOGRAM, http_server_request_duration_seconds",
        "http.server.request.body.size, By, HISTOGRAM, http_server_request_body_size_bytes",
        "requests, '', COUNTER, requests_total",
        "requests_total, '', COUNTER, requests_total",
        "total.requests, '', COUNTER, requests_total",
        "items, 1, COUNTER, items_total",
        "queue.size, 1, UPDOWN, queue_size",
        "cpu_usage, 1, GAUGE, cpu_usage_ratio",
        "cpu_usage_ratio, 1, GAUGE, cpu_usage_ratio",
        "response_time, ms, GAUGE, response_time_milliseconds",
        "response_time_seconds, s, GAUGE, response_time_seconds",
        "memory_usage, By, GAUGE, memory_usage_bytes",
        "requests, 1/s, GAUGE, requests_per_second",
        "throughput, By/s, GAUGE, throughput_bytes_per_second",
        "custom_metric, custom_unit, GAUGE, custom_metric_custom_unit",
        "custom_metric, {custom}, GAUGE, custom_metric",
        "custom_metric, By/{custom}, GAUGE, custom_metric_bytes",
        "network.io, By, COUNTER, network_io_bytes_total",
        "hw.temperature, Cel, GAUGE, hw_temperature_celsius",
        "load, %, GAUGE, load_percent",
        "123metric, '', GAUGE, _123metric",
        "metric@@##$$name, '', GAUGE, metric_name",
        "_private.name_, '', GAUGE, private_name",
        "rule:sum, '', GAUGE, rule:sum",
        "größe, '', GAUGE, gr_e"})
    void names_of_metrics(String name, String unit, String kind, String expected) {
        assertThat(PrometheusNames.metric(metric(name, unit, kind))).contains(expected);
    }

    @Test
    void a_metric_without_any_letter_that_prometheus_knows_has_no_name() {
        assertThat(PrometheusNames.metric(metric("", "s", "GAUGE"))).isEmpty();
        assertThat(PrometheusNames.metric(metric("温度", "Cel", "GAUGE"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http.method, http_method",
        "http..method, http_method",
        "a__b, a_b",
        "_private, _private",
        "__name__, _name_",
        "123, key_123",
        "a:b, a_b",
        "größe, gr_e",
        "温度, _",
        "'', _"})
    void names_of_labels(String attribute, String expected) {
        assertThat(PrometheusNames.label(attribute)).isEqualTo(expected);
    }

    private static Metric metric(String name, String unit, String kind) {
        var metric = Metric.newBuilder().setName(name).setUnit(unit);
        return switch (kind) {
            case "GAUGE" -> metric.setGauge(Gauge.getDefaultInstance()).build();
            case "COUNTER" -> metric.setSum(Sum.newBuilder().setIsMonotonic(true)).build();
            case "UPDOWN" -> metric.setSum(Sum.getDefaultInstance()).build();
            default -> metric.setHistogram(Histogram.getDefaultInstance()).build();
        };
    }
}
