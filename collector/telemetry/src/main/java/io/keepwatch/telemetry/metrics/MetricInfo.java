package io.keepwatch.telemetry.metrics;

/// @param name         the Prometheus name, e.g. `http_server_request_duration_seconds`
/// @param originalName the name as it was sent, e.g. `http.server.request.duration`
/// @param unit         the unit as it was sent (UCUM), empty when there was none
public record MetricInfo(String name, MetricType type, String originalName, String unit, String description, long series) {

    public MetricInfo withSeries(long count) {
        return new MetricInfo(name, type, originalName, unit, description, count);
    }
}
