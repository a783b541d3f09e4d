package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.nativeformat.ResultBlock;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.metrics.SpanMetrics;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.services.DurationHistogram;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Serves `span_metrics` as the series of [SpanMetrics]: a counter of calls, and a histogram of durations whose buckets are the
/// same in all series of one answer, so that they can be added.
final class SpanSeries {

    private static final Duration STEP = Duration.ofSeconds(10);
    private static final String BUCKET = SpanMetrics.DURATION + "_bucket";
    private static final String SUM = SpanMetrics.DURATION + "_sum";
    private static final String COUNT = SpanMetrics.DURATION + "_count";
    static final List<String> NAMES = List.of(SpanMetrics.CALLS, BUCKET, SUM, COUNT);

    /// What a label is made of.
    private static final Map<String, String> EXPRESSIONS = Map.of("service", "service", "span_name", "operation",
            "span_kind", "concat('SPAN_KIND_', upper(kind))", "status_code", "concat('STATUS_CODE_', upper(status))");
    private static final String INCREMENTS = """
            SELECT service, operation, kind, status, toInt64(toUnixTimestamp(time)) * 1000 AS at, %s AS slot,
                toFloat64(sum(spans)), toFloat64(sum(duration)) / 1e9
            FROM span_metrics
            WHERE time >= toDateTime(%s) AND time < toDateTime(%s)
                AND toStartOfHour(time) >= toStartOfHour(toDateTime(%2$s)) AND toStartOfHour(time) <= toStartOfHour(toDateTime(%3$s)) AND %s
            GROUP BY service, operation, kind, status, at, slot ORDER BY service, operation, kind, status, at, slot""";

    private final ControlledReads reads;

    SpanSeries(ControlledReads reads) {
        this.reads = reads;
    }

    /// Increments of the series with one set of labels; element i of all lists belongs together.
    private record Increments(List<Long> times, List<Integer> buckets, List<Double> spans, List<Double> seconds) {
        Increments() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    static List<String> namesMatching(List<LabelMatcher> matchers) {
        List<LabelMatcher> onName = matchers.stream().filter(matcher -> matcher.label().equals(Labels.NAME)).toList();
        return NAMES.stream().filter(name -> onName.stream().allMatch(matcher -> matcher.matches(name))).toList();
    }

    List<SampleColumn> select(List<LabelMatcher> matchers, TimeSpan span, QueryControl control) {
        List<String> names = namesMatching(matchers);
        if (names.isEmpty()) {
            return List.of();
        }
        Map<Labels, Increments> found = increments(matchers, names.contains(BUCKET), span.earlier(DeltaSamples.BEFORE), control);
        int least = found.values().stream().flatMap(i -> i.buckets.stream()).mapToInt(b -> b).min().orElse(0);
        int greatest = found.values().stream().flatMap(i -> i.buckets.stream()).mapToInt(b -> b).max().orElse(-1);
        List<SampleColumn> columns = new ArrayList<>();
        found.forEach((labels, increments) -> {
            for (String name : names) {
                if (!name.equals(BUCKET)) {
                    add(columns, labels.with(Labels.NAME, name), increments, Integer.MAX_VALUE, name.equals(SUM), matchers, span, control);
                    continue;
                }
                // an empty one first: of the lowest bucket a quantile takes zero for its lower bound
                for (int bucket = least - 1; bucket <= greatest + 1; bucket++) {
                    boolean last = bucket > greatest;
                    Labels own = labels.with(Labels.NAME, name).with("le", last ? "+Inf" : text(DurationHistogram.upperSeconds(bucket)));
                    add(columns, own, increments, last ? Integer.MAX_VALUE : bucket, false, matchers, span, control);
                }
            }
        });
        return columns;
    }

    private Map<Labels, Increments> increments(List<LabelMatcher> matchers, boolean buckets, TimeSpan span, QueryControl control) {
        var parameters = new Parameters();
        List<LabelMatcher> onSpans = matchers.stream().filter(matcher -> EXPRESSIONS.containsKey(matcher.label())).toList();
        // a row counts at the end of its ten seconds
        long from = Math.floorDiv(span.after() - STEP.toMillis(), 1000) + 1;
        long to = Math.floorDiv(span.until() - STEP.toMillis(), 1000) + 1;
        String sql = INCREMENTS.formatted(buckets ? "bucket" : "toInt16(0)", parameters.integer(Math.clamp(from, 0, Integer.MAX_VALUE)),
                parameters.integer(Math.clamp(to, 0, Integer.MAX_VALUE)), MatcherSql.all(onSpans, EXPRESSIONS::get, parameters));
        Map<Labels, Increments> found = new TreeMap<>();
        reads.blocks(sql, parameters, control, block -> add(block, found));
        return found;
    }

    private static void add(ResultBlock block, Map<Labels, Increments> found) {
        for (int row = 0; row < block.rows(); row++) {
            SortedMap<String, String> labels = SpanMetrics.labels(block.texts(0).get(row), block.texts(1).get(row),
                    block.texts(2).get(row), block.texts(3).get(row));
            Increments increments = found.computeIfAbsent(Labels.of(labels), _ -> new Increments());
            increments.times.add(block.longs(4)[row] + STEP.toMillis());
            increments.buckets.add(block.ints(5)[row]);
            increments.spans.add(block.doubles(6)[row]);
            increments.seconds.add(block.doubles(7)[row]);
        }
    }

    private static void add(List<SampleColumn> columns, Labels labels, Increments increments, int upToBucket, boolean seconds,
            List<LabelMatcher> matchers, TimeSpan span, QueryControl control) {
        if (!matchers.stream().allMatch(matcher -> matcher.matches(labels))) {
            return;
        }
        SortedMap<Long, Double> byTime = new TreeMap<>();
        for (int i = 0; i < increments.times.size(); i++) {
            boolean counts = increments.buckets.get(i) <= upToBucket;
            double increment = !counts ? 0 : seconds ? increments.seconds.get(i) : increments.spans.get(i);
            byTime.merge(increments.times.get(i), increment, Double::sum);
        }
        SampleColumn column = DeltaSamples.cumulative(labels, byTime.keySet().stream().mapToLong(time -> time).toArray(),
                byTime.values().stream().mapToDouble(value -> value).toArray(), STEP.toMillis(), span);
        if (column.times().length > 0) {
            control.samplesRead(1, column.times().length);
            columns.add(column);
        }
    }

    /// As Prometheus has bounds: never with an exponent.
    private static String text(double bound) {
        return new BigDecimal(Double.toString(bound)).stripTrailingZeros().toPlainString();
    }
}
