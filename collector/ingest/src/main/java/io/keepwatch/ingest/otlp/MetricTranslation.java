package io.keepwatch.ingest.otlp;

import io.keepwatch.ingest.Rejections;
import io.keepwatch.ingest.Rejections.Reason;
import io.keepwatch.ingest.Signal;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesMetadata;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import io.keepwatch.telemetry.metrics.MetricType;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.Optional;

/// Metrics from OTLP into Prometheus' series: names and labels translated, histograms and summaries taken apart into
/// `_bucket`, `_sum`, `_count` and `quantile`, resources served as `target_info`.
final class MetricTranslation {

    private static final SeriesMetadata TARGET_INFO = new SeriesMetadata("target_info", MetricType.GAUGE, "", "target_info",
            "The attributes of the resource that metrics come from", Temporality.UNSPECIFIED, false);

    private final RecordCheck check;

    MetricTranslation(RecordCheck check) {
        this.check = check;
    }

    void append(ExportMetricsServiceRequest request, TelemetryBatch into, Rejections rejections) {
        var batch = (MetricBatch) into;
        RecordCheck.Of checks = check.forRequest(Signal.METRICS, request, batch, rejections);
        for (ResourceMetrics group : request.getResourceMetricsList()) {
            MetricResource resource = MetricResource.of(group.getResource().getAttributesList());
            int before = batch.rows();
            for (ScopeMetrics scoped : group.getScopeMetricsList()) {
                for (Metric metric : scoped.getMetricsList()) {
                    append(metric, resource, group.getResource().getSerializedSize(), batch, checks);
                }
            }
            appendTargetInfo(resource, batch, before);
        }
    }

    private static void append(Metric metric, MetricResource resource, int envelope, MetricBatch batch, RecordCheck.Of checks) {
        Optional<SeriesMetadata> metadata = metadata(metric, checks.rejections());
        if (metadata.isPresent()) {
            // beside its attributes a point carries the name, unit and description of its metric
            int own = metric.getName().length() + metric.getUnit().length() + metric.getDescription().length();
            var points = new DataPoints(batch, resource, metadata.get(), envelope + own, checks);
            switch (metric.getDataCase()) {
                case GAUGE -> metric.getGauge().getDataPointsList().forEach(points::number);
                case SUM -> metric.getSum().getDataPointsList().forEach(points::number);
                case HISTOGRAM -> metric.getHistogram().getDataPointsList().forEach(points::histogram);
                case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsList().forEach(points::exponential);
                case SUMMARY -> metric.getSummary().getDataPointsList().forEach(points::summary);
                case DATA_NOT_SET -> { }
            }
        }
    }

    /// @return empty when no point of the metric can be stored; they are counted then
    private static Optional<SeriesMetadata> metadata(Metric metric, Rejections rejections) {
        int points = points(metric);
        if (points == 0) {
            return Optional.empty();
        }
        boolean monotonic = metric.getSum().getIsMonotonic();
        MetricType type = switch (metric.getDataCase()) {
            case SUM -> monotonic ? MetricType.COUNTER : MetricType.GAUGE;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> MetricType.HISTOGRAM;
            case SUMMARY -> MetricType.SUMMARY;
            case GAUGE, DATA_NOT_SET -> MetricType.GAUGE;
        };
        Temporality temporality = temporality(metric);
        if (temporality == Temporality.UNSPECIFIED && hasTemporality(metric)) {
            rejections.add(Reason.INVALID_VALUE, points, "aggregation temporality of %s is not set".formatted(metric.getName()));
            return Optional.empty();
        }
        Optional<String> name = PrometheusNames.metric(metric);
        if (name.isEmpty()) {
            rejections.add(Reason.INVALID_NAME, points, "metric name \"%s\" has no letter or digit that Prometheus knows".formatted(metric.getName()));
            return Optional.empty();
        }
        return Optional.of(new SeriesMetadata(name.get(), type, metric.getUnit(), metric.getName(), metric.getDescription(), temporality, monotonic));
    }

    private static int points(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsCount();
            case SUM -> metric.getSum().getDataPointsCount();
            case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
            case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
            case SUMMARY -> metric.getSummary().getDataPointsCount();
            case DATA_NOT_SET -> 0;
        };
    }

    private static boolean hasTemporality(Metric metric) {
        return metric.hasSum() || metric.hasHistogram() || metric.hasExponentialHistogram();
    }

    private static Temporality temporality(Metric metric) {
        AggregationTemporality temporality = switch (metric.getDataCase()) {
            case SUM -> metric.getSum().getAggregationTemporality();
            case HISTOGRAM -> metric.getHistogram().getAggregationTemporality();
            case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getAggregationTemporality();
            case GAUGE, SUMMARY, DATA_NOT_SET -> AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED;
        };
        return switch (temporality) {
            case AGGREGATION_TEMPORALITY_DELTA -> Temporality.DELTA;
            case AGGREGATION_TEMPORALITY_CUMULATIVE -> Temporality.CUMULATIVE;
            case AGGREGATION_TEMPORALITY_UNSPECIFIED, UNRECOGNIZED -> Temporality.UNSPECIFIED;
        };
    }

    /// Once per request and resource, at the time of its latest point.
    private static void appendTargetInfo(MetricResource resource, MetricBatch batch, int before) {
        if (batch.rows() > before && !resource.described().isEmpty()) {
            long latest = batch.sampleTime().get(before);
            for (int row = before + 1; row < batch.rows(); row++) {
                latest = Math.max(latest, batch.sampleTime().get(row));
            }
            new SeriesAppender(batch, resource, TARGET_INFO, resource.described(), null, latest, _ -> true).append("", 1);
        }
    }
}
