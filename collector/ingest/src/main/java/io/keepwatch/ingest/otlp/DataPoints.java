package io.keepwatch.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.keepwatch.ingest.Rejections.Reason;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesMetadata;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Appends the data points of one metric.
final class DataPoints {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double NO_LOWER_BOUND = Double.NEGATIVE_INFINITY;

    private final MetricBatch batch;
    private final MetricResource resource;
    private final SeriesMetadata metadata;
    private final int envelope;
    private final RecordCheck.Of checks;
    private final String sender;

    /// @param envelope bytes that every point carries beside its own
    DataPoints(MetricBatch batch, MetricResource resource, SeriesMetadata metadata, int envelope, RecordCheck.Of checks) {
        this.batch = batch;
        this.resource = resource;
        this.metadata = metadata;
        this.envelope = envelope;
        this.checks = checks;
        this.sender = resource.job() + '\n' + resource.instance();
    }

    void number(NumberDataPoint point) {
        if (!isValid(point, point.getTimeUnixNano())) {
            return;
        }
        double value = switch (point.getValueCase()) {
            case AS_DOUBLE -> point.getAsDouble();
            case AS_INT -> point.getAsInt();
            case VALUE_NOT_SET -> MetricBatch.STALE_MARKER;
        };
        boolean stale = isStale(point.getFlags());
        if (point.getValueCase() == NumberDataPoint.ValueCase.VALUE_NOT_SET && !stale) {
            invalid("point has no value");
            return;
        }
        whole(appender(point.getAttributesList(), null, point.getTimeUnixNano()), appender -> {
            appender.append("", stale ? MetricBatch.STALE_MARKER : value);
            if (!appender.refused()) {
                point.getExemplarsList().forEach(exemplar -> append(exemplar, point.getTimeUnixNano()));
            }
        });
    }

    void histogram(HistogramDataPoint point) {
        String fault = fault(point);
        if (!fault.isEmpty()) {
            invalid(fault);
        } else if (isValid(point, point.getTimeUnixNano())) {
            whole(appender(point.getAttributesList(), "le", point.getTimeUnixNano()), appender ->
                    append(appender, Buckets.explicit(point), point.getCount(), point.hasSum() ? point.getSum() : null,
                            isStale(point.getFlags()), point.getExemplarsList(), point.getTimeUnixNano()));
        }
    }

    void exponential(ExponentialHistogramDataPoint point) {
        if (isValid(point, point.getTimeUnixNano())) {
            whole(appender(point.getAttributesList(), "le", point.getTimeUnixNano()), appender ->
                    append(appender, Buckets.exponential(point), point.getCount(), point.hasSum() ? point.getSum() : null,
                            isStale(point.getFlags()), point.getExemplarsList(), point.getTimeUnixNano()));
        }
    }

    void summary(SummaryDataPoint point) {
        if (isValid(point, point.getTimeUnixNano())) {
            boolean stale = isStale(point.getFlags());
            whole(appender(point.getAttributesList(), "quantile", point.getTimeUnixNano()), appender -> {
                point.getQuantileValuesList().forEach(quantile -> appender.append(
                        "", "quantile", NumberText.plain(quantile.getQuantile()), stale ? MetricBatch.STALE_MARKER : quantile.getValue()));
                appender.append("_sum", stale ? MetricBatch.STALE_MARKER : point.getSum());
                appender.append("_count", stale ? MetricBatch.STALE_MARKER : point.getCount());
            });
        }
    }

    /// A point is stored with all of its series or not at all: a histogram without some of its buckets would be a wrong one.
    private void whole(SeriesAppender appender, Consumer<SeriesAppender> samples) {
        int before = batch.rows();
        samples.accept(appender);
        if (appender.refused()) {
            batch.rollbackTo(before);
            checks.rejections().add(Reason.TOO_MANY_SERIES,
                    "%s has more than %,d active series from %s; drop a label that has many values, or raise keepwatch.telemetry.limits.active-series"
                            .formatted(metadata.originalName(), checks.activeSeries().most(), resource.job()));
        }
    }

    private void append(SeriesAppender appender, Buckets buckets, double count, @Nullable Double sum, boolean stale,
            List<Exemplar> exemplars, long unixNanos) {
        double lower = NO_LOWER_BOUND;
        for (int i = 0; i < buckets.bounds().length; i++) {
            double bound = buckets.bounds()[i];
            appender.append("_bucket", "le", NumberText.plain(bound), stale ? MetricBatch.STALE_MARKER : buckets.cumulative()[i]);
            appendThose(exemplars, lower, bound, unixNanos);
            lower = bound;
        }
        appender.append("_bucket", "le", "+Inf", stale ? MetricBatch.STALE_MARKER : count);
        appendThose(exemplars, lower, Double.POSITIVE_INFINITY, unixNanos);
        if (sum != null) {
            appender.append("_sum", stale ? MetricBatch.STALE_MARKER : sum);
        }
        appender.append("_count", stale ? MetricBatch.STALE_MARKER : count);
    }

    /// The exemplars that fall into the bucket appended last.
    private void appendThose(List<Exemplar> exemplars, double above, double upTo, long unixNanos) {
        for (Exemplar exemplar : exemplars) {
            double value = value(exemplar);
            if (value > above && value <= upTo) {
                append(exemplar, unixNanos);
            }
        }
    }

    private void append(Exemplar exemplar, long unixNanos) {
        long time = exemplar.getTimeUnixNano() == 0 ? unixNanos : exemplar.getTimeUnixNano();
        batch.addExemplar(time / NANOS_PER_MILLI, value(exemplar), hex(exemplar.getTraceId(), 16), hex(exemplar.getSpanId(), 8),
                AttributeText.mapOf(exemplar.getFilteredAttributesList()));
    }

    private static double value(Exemplar exemplar) {
        return exemplar.hasAsInt() ? exemplar.getAsInt() : exemplar.getAsDouble();
    }

    /// An exemplar is a hint beside the data: one without a usable id is kept without it.
    private static String hex(ByteString id, int length) {
        return id.size() != length || RecordCheck.isZero(id) ? "" : HexFormat.of().formatHex(id.toByteArray());
    }

    /// What is wrong with the buckets, or empty.
    private static String fault(HistogramDataPoint point) {
        int counts = point.getBucketCountsCount();
        int bounds = point.getExplicitBoundsCount();
        if (counts > 0 && counts != bounds + 1) {
            return "histogram has %d bucket counts for %d bounds".formatted(counts, bounds);
        }
        for (int i = 1; i < bounds; i++) {
            if (!(point.getExplicitBounds(i - 1) < point.getExplicitBounds(i))) {
                return "bounds of a histogram do not ascend: %s after %s".formatted(point.getExplicitBounds(i), point.getExplicitBounds(i - 1));
            }
        }
        return bounds == 1 && Double.isNaN(point.getExplicitBounds(0)) ? "bound of a histogram is not a number" : "";
    }

    private boolean isValid(MessageLite point, long unixNanos) {
        return checks.time(unixNanos) && checks.size(point, envelope);
    }

    private void invalid(String fault) {
        checks.rejections().add(Reason.INVALID_VALUE, "%s: %s".formatted(metadata.originalName(), fault));
    }

    private static boolean isStale(int flags) {
        return (flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0;
    }

    private SeriesAppender appender(List<KeyValue> attributes, @Nullable String own, long unixNanos) {
        return new SeriesAppender(batch, resource, metadata, AttributeText.mapOf(attributes), own, unixNanos / NANOS_PER_MILLI,
                series -> checks.activeSeries().admits(sender, metadata.family(), series));
    }
}
