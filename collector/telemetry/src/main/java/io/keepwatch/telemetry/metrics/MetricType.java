package io.keepwatch.telemetry.metrics;

/// Prometheus' types as they follow from OTLP's; a non-monotonic sum is a gauge.
public enum MetricType { GAUGE, COUNTER, HISTOGRAM, SUMMARY }
