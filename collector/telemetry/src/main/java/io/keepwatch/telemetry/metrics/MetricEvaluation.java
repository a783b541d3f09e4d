package io.keepwatch.telemetry.metrics;

import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.metrics.MetricResult.Series;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Answers a [MetricQuery] from the samples of its series; every store uses it, so every store gives the same answer.
///
/// For a histogram, RATE is that of its count, AVG the mean of what was measured, and percentiles come from its buckets.
public final class MetricEvaluation {

    private MetricEvaluation() {}

    /// What a store must read for a query: also what came shortly before the range, for the first step.
    public static TimeRange samplesNeeded(MetricQuery query) {
        TimeRange steps = steps(query).range();
        Duration before = Duration.ofMillis(Math.max(SeriesSteps.LOOKBACK_MILLIS, query.step().toMillis()));
        return new TimeRange(steps.from().minus(before), steps.to());
    }

    /// The suffixes of the series that answer the query; the empty one for a metric that is no histogram.
    public static List<String> suffixes(MetricType type, Aggregation aggregation) {
        if (type != MetricType.HISTOGRAM && type != MetricType.SUMMARY) {
            return List.of("");
        }
        return switch (aggregation) {
            case P50, P95, P99 -> type == MetricType.HISTOGRAM ? List.of("_bucket") : List.of("");
            case AVG -> List.of("_sum", "_count");
            case RATE, SUM, MIN, MAX, COUNT -> List.of("_count");
        };
    }

    public static TimeBuckets steps(MetricQuery query) {
        return TimeBuckets.ofWidth(query.range(), query.step());
    }

    /// @param bySuffix the series of [#suffixes], all with what [#samplesNeeded] names
    public static MetricResult evaluate(MetricQuery query, Map<String, List<SampleSeries>> bySuffix) {
        TimeBuckets time = steps(query);
        var steps = new SeriesSteps(time);
        Map<SortedMap<String, String>, double[]> groups = new HashMap<>();
        boolean mean = bySuffix.containsKey("_sum");
        Map<SortedMap<String, String>, List<SampleSeries>> grouped = grouped(query, bySuffix.getOrDefault(mean ? "_sum" : bySuffix.keySet()
                .stream().findFirst().orElse(""), List.of()));
        Map<SortedMap<String, String>, List<SampleSeries>> counts = mean ? grouped(query, bySuffix.getOrDefault("_count", List.of())) : Map.of();
        grouped.forEach((labels, series) -> groups.put(labels, mean
                ? mean(steps, time.count(), series, counts.getOrDefault(labels, List.of()))
                : values(query.aggregation(), bySuffix.containsKey("_bucket"), steps, time.count(), series)));
        return result(query, time, groups);
    }

    /// The greatest series first, as many as the query asks for.
    static MetricResult result(MetricQuery query, TimeBuckets time, Map<SortedMap<String, String>, double[]> groups) {
        List<Series> known = groups.entrySet().stream().map(e -> new Series(e.getKey(), e.getValue()))
                .filter(series -> !Arrays.stream(series.values()).allMatch(Double::isNaN)).toList();
        List<Series> greatest = known.stream().sorted(Comparator
                .comparingDouble((Series s) -> -Arrays.stream(s.values()).filter(Double::isFinite).average().orElse(0))
                .thenComparing(s -> s.labels().toString())).limit(query.maxSeries()).toList();
        return new MetricResult(time.start(), time.width(), time.count(), greatest, known.size());
    }

    private static double[] values(Aggregation aggregation, boolean buckets, SeriesSteps steps, int count, List<SampleSeries> series) {
        return switch (aggregation) {
            case RATE -> sums(count, series.stream().map(s -> {
                var increase = steps.increases(s);
                return fill(count, increase::perSecond);
            }).toList());
            case P50 -> quantile(0.5, buckets, steps, count, series);
            case P95 -> quantile(0.95, buckets, steps, count, series);
            case P99 -> quantile(0.99, buckets, steps, count, series);
            case SUM -> combine(lasts(steps, count, series), count, values -> Arrays.stream(values).sum());
            case AVG -> combine(lasts(steps, count, series), count, values -> Arrays.stream(values).average().orElse(Double.NaN));
            case MIN -> combine(lasts(steps, count, series), count, values -> Arrays.stream(values).min().orElse(Double.NaN));
            case MAX -> combine(lasts(steps, count, series), count, values -> Arrays.stream(values).max().orElse(Double.NaN));
            case COUNT -> combine(lasts(steps, count, series), count, values -> values.length);
        };
    }

    /// The value of each series per step: a state's last value, or the sum of the increments.
    private static List<double[]> lasts(SeriesSteps steps, int count, List<SampleSeries> series) {
        return series.stream().map(s -> {
            if (!s.delta()) {
                return steps.last(s);
            }
            var increase = steps.increases(s);
            return fill(count, i -> increase.known(i) ? increase.amount()[i] : Double.NaN);
        }).toList();
    }

    private static double[] mean(SeriesSteps steps, int count, List<SampleSeries> sums, List<SampleSeries> counts) {
        double[] sum = sums(count, sums.stream().map(s -> steps.increases(s).amount()).toList());
        double[] observed = sums(count, counts.stream().map(s -> steps.increases(s).amount()).toList());
        return fill(count, i -> observed[i] > 0 ? sum[i] / observed[i] : Double.NaN);
    }

    private static double[] quantile(double quantile, boolean buckets, SeriesSteps steps, int count, List<SampleSeries> series) {
        if (!buckets) {
            return summaryQuantile(quantile, steps, count, series);
        }
        Map<Double, double[]> byBound = new TreeMap<>();
        for (SampleSeries s : series) {
            double[] amounts = steps.increases(s).amount();
            double[] sum = byBound.computeIfAbsent(bound(s.labels().getOrDefault("le", "")), _ -> new double[count]);
            Arrays.setAll(sum, i -> sum[i] + amounts[i]);
        }
        byBound.remove(Double.NaN);
        double[] bounds = byBound.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        double[][] increases = byBound.values().toArray(double[][]::new);
        return fill(count, i -> HistogramQuantile.of(quantile, bounds, Arrays.stream(increases).mapToDouble(v -> v[i]).toArray()));
    }

    /// A summary carries its own percentiles; over several series the worst one is shown, for they cannot be added.
    private static double[] summaryQuantile(double quantile, SeriesSteps steps, int count, List<SampleSeries> series) {
        List<SampleSeries> wanted = series.stream().filter(s -> bound(s.labels().getOrDefault("quantile", "")) == quantile).toList();
        return combine(lasts(steps, count, wanted), count, values -> Arrays.stream(values).max().orElse(Double.NaN));
    }

    private static double bound(String text) {
        try {
            return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NaN; // a series that is no bucket does not count
        }
    }

    private static Map<SortedMap<String, String>, List<SampleSeries>> grouped(MetricQuery query, List<SampleSeries> series) {
        return series.stream().collect(Collectors.groupingBy(s -> group(query, s.labels())));
    }

    static SortedMap<String, String> group(MetricQuery query, Map<String, String> labels) {
        var group = new TreeMap<>(labels);
        group.keySet().retainAll(query.groupBy());
        group.values().removeIf(String::isEmpty);
        return group;
    }

    private static double[] sums(int count, List<double[]> columns) {
        return combine(columns, count, values -> Arrays.stream(values).sum());
    }

    /// Combines what is known at each step; NaN where nothing is.
    static double[] combine(List<double[]> columns, int count, ToDoubleFunction<double[]> how) {
        return fill(count, i -> {
            double[] known = columns.stream().mapToDouble(column -> column[i]).filter(value -> !Double.isNaN(value)).toArray();
            return known.length == 0 ? Double.NaN : how.applyAsDouble(known);
        });
    }

    static double[] fill(int count, IntToDoubleFunction value) {
        double[] values = new double[count];
        Arrays.setAll(values, value);
        return values;
    }
}
