package io.keepwatch.promql.eval;

import io.keepwatch.promql.Position;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.telemetry.series.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Functions of classic histograms, whose buckets are series with a label `le`. Those of native histograms give nothing for floats.
final class HistogramFunctions {

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private HistogramFunctions() {}

    static void addTo(Map<String, FunctionBody> bodies) {
        bodies.put("histogram_quantile", HistogramFunctions::quantile);
        bodies.put("histogram_fraction", HistogramFunctions::fraction);
        for (String function : List.of("histogram_avg", "histogram_count", "histogram_sum", "histogram_stddev", "histogram_stdvar")) {
            bodies.put(function, (call, grid, evaluator) -> {
                evaluator.vector(call.arguments().getFirst(), grid);
                return new Value.Vector(List.of());
            });
        }
    }

    private static Value quantile(Expr.Call call, Grid grid, Evaluator evaluator) {
        double[] quantiles = evaluator.scalar(call.arguments().getFirst(), grid);
        for (double q : quantiles) {
            if (!(q >= 0 && q <= 1)) {
                evaluator.annotations().invalidQuantile(q, call.arguments().getFirst().position());
            }
        }
        Position place = call.arguments().get(1).position();
        return each(call, 1, grid, evaluator, (histogram, step, labels) -> {
            double quantile = histogram.quantile(quantiles[step]);
            ClassicHistogram.Fix fix = histogram.fix();
            if (fix != null) {
                evaluator.annotations().forcedMonotonicity(evaluator.nameForMessage(labels), place, grid.time(step), fix);
            }
            return quantile;
        });
    }

    private static Value fraction(Expr.Call call, Grid grid, Evaluator evaluator) {
        double[] lower = evaluator.scalar(call.arguments().getFirst(), grid);
        double[] upper = evaluator.scalar(call.arguments().get(1), grid);
        return each(call, 2, grid, evaluator, (histogram, step, _) -> histogram.fraction(lower[step], upper[step]));
    }

    @FunctionalInterface
    private interface OfHistogram {
        double apply(ClassicHistogram histogram, int step, Labels labels);
    }

    private record Bucket(double bound, double[] counts) {}

    private static Value each(Expr.Call call, int argument, Grid grid, Evaluator evaluator, OfHistogram function) {
        Map<Labels, List<Bucket>> histograms = histograms(call.arguments().get(argument), grid, evaluator);
        List<StepSeries> results = new ArrayList<>();
        histograms.forEach((labels, buckets) -> {
            buckets.sort(Comparator.comparingDouble(Bucket::bound));
            double[] values = evaluator.column(grid);
            for (int step = 0; step < values.length; step++) {
                ClassicHistogram histogram = at(step, buckets);
                values[step] = histogram == null ? StepSeries.ABSENT : function.apply(histogram, step, labels);
            }
            results.add(evaluator.withoutName(new StepSeries(labels, values, false), values));
        });
        return new Value.Vector(SameLabels.merged(results));
    }

    private static @Nullable ClassicHistogram at(int step, List<Bucket> buckets) {
        double[] bounds = new double[buckets.size()];
        double[] counts = new double[buckets.size()];
        int given = 0;
        for (Bucket bucket : buckets) {
            if (!StepSeries.absent(bucket.counts()[step])) {
                bounds[given] = bucket.bound();
                counts[given++] = bucket.counts()[step];
            }
        }
        return given == 0 ? null : new ClassicHistogram(bounds, counts, given);
    }

    private static Map<Labels, List<Bucket>> histograms(Expr argument, Grid grid, Evaluator evaluator) {
        Map<Labels, List<Bucket>> histograms = new LinkedHashMap<>();
        for (StepSeries series : evaluator.vector(argument, grid)) {
            String le = series.labels().get("le");
            Double bound = bound(le);
            if (bound != null) {
                histograms.computeIfAbsent(series.labels().without("le"), _ -> new ArrayList<>()).add(new Bucket(bound, series.values()));
            } else if (!series.isEmpty()) {
                evaluator.annotations().badBucket(le, evaluator.nameForMessage(series.labels()), argument.position());
            }
        }
        return histograms;
    }

    private static @Nullable Double bound(String le) {
        return switch (le.toLowerCase(Locale.ROOT)) {
            case "+inf", "inf", "+infinity", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> NUMBER.matcher(le).matches() ? Double.valueOf(le) : null;
        };
    }
}
