package io.keepwatch.promql.eval;

import io.keepwatch.promql.Position;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.telemetry.series.LabelText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The warnings and infos of a query in Prometheus' words, each said once however often it occurs.
final class Annotations {

    private static final DateTimeFormatter RFC3339 = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssX").withZone(ZoneOffset.UTC);

    private final String query;
    private final Map<String, Position> warnings = new LinkedHashMap<>();
    private final Map<String, Position> infos = new LinkedHashMap<>();
    private final Map<String, Monotonicity> monotonicity = new LinkedHashMap<>();

    Annotations(String query) {
        this.query = query;
    }

    void invalidQuantile(double quantile, Position place) {
        warn("quantile value should be between 0 and 1, got " + PromQlText.general(quantile), place);
    }

    void badBucket(String label, String metric, Position place) {
        warn("bucket label \"le\" is missing or has a malformed value of " + LabelText.quote(label) + ofMetric(metric), place);
    }

    void sortInRange(Position place) {
        warn("sort is ineffective for range queries since results are always ordered by labels", place);
    }

    void possibleNonCounter(String metric, Position place) {
        infos.putIfAbsent("PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                + LabelText.quote(metric), place);
    }

    void incompatibleFloats(String operator, Position place) {
        infos.putIfAbsent("PromQL info: incompatible sample types encountered for binary operator " + LabelText.quote(operator)
                + ": float " + operator + " float", place);
    }

    void forcedMonotonicity(String metric, Position place, long time, ClassicHistogram.Fix fix) {
        monotonicity.merge(metric, new Monotonicity(place, time, time, fix.minBound(), fix.maxBound(), fix.maxDifference(), 1), Monotonicity::and);
    }

    private void warn(String text, Position place) {
        warnings.putIfAbsent("PromQL warning: " + text, place);
    }

    private static String ofMetric(String metric) {
        return metric.isEmpty() ? "" : " for metric name " + LabelText.quote(metric);
    }

    List<String> warnings() {
        return texts(warnings);
    }

    List<String> infos() {
        var all = new ArrayList<>(texts(infos));
        monotonicity.forEach((metric, m) -> all.add(m.text(metric) + place(m.place())));
        return List.copyOf(all);
    }

    private List<String> texts(Map<String, Position> annotations) {
        return annotations.entrySet().stream().map(a -> a.getKey() + place(a.getValue())).toList();
    }

    private String place(Position place) {
        return " (" + place.lineAndColumn(query) + ")";
    }

    private record Monotonicity(Position place, long from, long until, double minBound, double maxBound, double maxDifference, int samples) {

        Monotonicity and(Monotonicity other) {
            return new Monotonicity(place, Math.min(from, other.from), Math.max(until, other.until), Math.min(minBound, other.minBound),
                    Math.max(maxBound, other.maxBound), Math.max(maxDifference, other.maxDifference), samples + other.samples);
        }

        String text(String metric) {
            return "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see "
                    + "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)" + ofMetric(metric)
                    + ", from buckets " + PromQlText.general(minBound) + " to " + PromQlText.general(maxBound) + ", with a max diff of "
                    + String.format(Locale.ROOT, "%.2g", maxDifference) + ", over " + samples + " samples from "
                    + RFC3339.format(Instant.ofEpochMilli(from)) + " to " + RFC3339.format(Instant.ofEpochMilli(until));
        }
    }
}
