package io.keepwatch.ingest.otlp;

import io.keepwatch.ingest.ActiveSeries;
import io.keepwatch.ingest.IngestLimits;
import io.keepwatch.ingest.Rejections;
import io.keepwatch.telemetry.batch.LogBatch;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Translates requests at a fixed time, for tests.
final class Translations {

    static final Instant NOW = Instant.parse("2026-07-01T12:00:00.123456789Z");

    final Rejections rejections = new Rejections();
    int mostSeries = 20_000;
    private final RecordCheck check;

    Translations() {
        this(OtlpServers.limits());
    }

    Translations(IngestLimits limits) {
        check = new RecordCheck(Clock.fixed(NOW, ZoneOffset.UTC), () -> OtlpServers.RETENTION, limits,
                new ActiveSeries(() -> mostSeries, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    SpanBatch translate(ExportTraceServiceRequest request) {
        var batch = new SpanBatch();
        new SpanTranslation(check).append(request, batch, rejections);
        return batch;
    }

    LogBatch translate(ExportLogsServiceRequest request) {
        var batch = new LogBatch();
        new LogTranslation(check).append(request, batch, rejections);
        return batch;
    }

    MetricBatch translate(ExportMetricsServiceRequest request) {
        var batch = new MetricBatch();
        new MetricTranslation(check).append(request, batch, rejections);
        return batch;
    }

    /// As Prometheus would show it: `name{label="value"} value`, without job, instance and `target_info`.
    static List<String> samples(MetricBatch batch) {
        var lines = new ArrayList<String>();
        for (int row = 0; row < batch.rows(); row++) {
            int series = batch.sampleSeries().get(row);
            String name = batch.series().name.get(series);
            if (!name.equals("target_info")) {
                String labels = batch.series().labels.get(series).entrySet().stream()
                        .filter(label -> !label.getKey().equals("job") && !label.getKey().equals("instance"))
                        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                        .collect(Collectors.joining(","));
                lines.add(name + (labels.isEmpty() ? "" : "{" + labels + "}") + " " + value(batch.sampleValue().get(row)));
            }
        }
        return lines;
    }

    private static String value(double value) {
        boolean stale = Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(MetricBatch.STALE_MARKER);
        return stale ? "stale" : NumberText.plain(value);
    }
}
