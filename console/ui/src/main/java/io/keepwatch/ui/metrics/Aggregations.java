package io.keepwatch.ui.metrics;

import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.metrics.MetricType;
import io.keepwatch.ui.chart.Unit;
import java.util.List;
import java.util.Locale;

/// What can be asked of a metric, by its type, and in which unit the answer comes.
final class Aggregations {

    private Aggregations() {}

    /// The first is what one wants to see first.
    static List<Aggregation> of(MetricType type) {
        return switch (type) {
            case COUNTER -> List.of(Aggregation.RATE, Aggregation.SUM, Aggregation.AVG, Aggregation.MIN, Aggregation.MAX, Aggregation.COUNT);
            case GAUGE -> List.of(Aggregation.AVG, Aggregation.SUM, Aggregation.MIN, Aggregation.MAX, Aggregation.COUNT, Aggregation.RATE);
            case HISTOGRAM, SUMMARY -> List.of(Aggregation.P95, Aggregation.P50, Aggregation.P99, Aggregation.AVG, Aggregation.RATE);
        };
    }

    static Aggregation chosen(MetricInfo metric, String text) {
        List<Aggregation> possible = of(metric.type());
        return possible.stream().filter(one -> one.name().equalsIgnoreCase(text)).findFirst().orElse(possible.getFirst());
    }

    static String label(Aggregation aggregation) {
        return switch (aggregation) {
            case RATE -> "Rate per second";
            case SUM -> "Sum";
            case AVG -> "Average";
            case MIN -> "Minimum";
            case MAX -> "Maximum";
            case COUNT -> "Number of series";
            case P50 -> "p50, the median";
            case P95 -> "p95";
            case P99 -> "p99";
        };
    }

    static String parameter(Aggregation aggregation) {
        return aggregation.name().toLowerCase(Locale.ROOT);
    }

    /// Whether the values of several groups can be added: a percentile, a mean or an extreme cannot.
    static boolean additive(Aggregation aggregation) {
        return aggregation == Aggregation.RATE || aggregation == Aggregation.SUM || aggregation == Aggregation.COUNT;
    }

    static Unit unit(MetricInfo metric, Aggregation aggregation) {
        if (aggregation == Aggregation.COUNT) {
            return Unit.COUNT;
        }
        Unit own = own(metric);
        if (aggregation != Aggregation.RATE) {
            return own;
        }
        return own == Unit.BYTES && metric.type() != MetricType.HISTOGRAM && metric.type() != MetricType.SUMMARY
                ? Unit.BYTES_PER_SECOND
                : Unit.PER_SECOND;
    }

    /// The name tells what a sender left out: Prometheus puts the unit there.
    private static Unit own(MetricInfo metric) {
        String name = metric.name().replaceFirst("_total$", "");
        if (name.endsWith("_ratio")) {
            return Unit.PERCENT;
        }
        Unit told = metric.unit().equals("ms") ? Unit.NONE : Unit.of(metric.unit());
        if (name.endsWith("_seconds")) {
            return Unit.SECONDS;
        }
        return name.endsWith("_bytes") ? Unit.BYTES : told == Unit.SECONDS || told == Unit.BYTES ? told : told == Unit.COUNT ? Unit.COUNT : Unit.NONE;
    }
}
