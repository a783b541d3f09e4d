package io.keepwatch.telemetry.contract;

import io.keepwatch.telemetry.StoreReader;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.traces.TraceReader;

/// The ports of one store under test.
public record TelemetryStore(
        TelemetryWriter writer, TraceReader traces, LogReader logs, MetricReader metrics, ServiceReader services, StoreReader status) {}
