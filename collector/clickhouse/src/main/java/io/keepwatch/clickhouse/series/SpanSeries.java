package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.nativeformat.ResultBlock;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.batch.DoubleColumn;
import io.keepwatch.telemetry.batch.IntColumn;
import io.keepwatch.telemetry.batch.LongColumn;
import io.keepwatch.telemetry.metrics.SpanMetrics;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.services.DurationHistogram;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
            SELECT service, operation, upper(kind) AS k, upper(status) AS s, toInt64(toUnixTimestamp(time)) * 1000 AS at, %s AS slot,
                toFloat64(sum(spans)), toFloat64(sum(duration)) / 1e9
            FROM span_metrics
            WHERE time >= toDateTime(%s) AND time < toDateTime(%s)
                AND toStartOfHour(time) >= toStartOfHour(toDateTime(%2$s)) AND toStartOfHour(time) <= toStartOfHour(toDateTime(%3$s)) AND %s
            GROUP BY service, operation, k, s, at, slot ORDER BY service, operation, k, s, at, slot""";

    private final ControlledReads reads;
    private final Clock clock;

    SpanSeries(ControlledReads reads, Clock clock) {
        this.reads = reads;
        this.clock = clock;
    }

    /// What spans with one set of labels added up to, in the order of time; element i of all columns belongs together.
    private static final class Increments {
        private final LongColumn times = new LongColumn();
        private final IntColumn buckets = new IntColumn();
        private final DoubleColumn spans = new DoubleColumn();
        private final DoubleColumn seconds = new DoubleColumn();
        private int least = Integer.MAX_VALUE;
        private int greatest = Integer.MIN_VALUE;

        void add(long time, int bucket, double spans, double seconds) {
            times.append(time);
            buckets.append(bucket);
            this.spans.append(spans);
            this.seconds.append(seconds);
            least = Math.min(least, bucket);
            greatest = Math.max(greatest, bucket);
        }

        /// Each once.
        long[] instants() {
            return IntStream.range(0, times.size()).mapToLong(times::get).distinct().toArray();
        }

        /// Adds those of one bucket, or of all, to the values at their instants.
        void addTo(double[] values, long[] instants, @Nullable Integer bucket, DoubleColumn of) {
            for (int i = 0, at = 0; i < times.size(); i++) {
                at += instants[at] < times.get(i) ? 1 : 0;
                if (bucket == null || buckets.get(i) == bucket) {
                    values[at] += of.get(i);
                }
            }
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
        var made = new Made(matchers, span, control, new ArrayList<>());
        int least = found.values().stream().mapToInt(i -> i.least).min().orElse(0);
        int greatest = found.values().stream().mapToInt(i -> i.greatest).max().orElse(-1);
        found.forEach((labels, increments) -> {
            long[] instants = increments.instants();
            for (String name : names) {
                if (name.equals(BUCKET)) {
                    made.buckets(labels.with(Labels.NAME, name), increments, instants, least, greatest);
                } else {
                    made.total(labels.with(Labels.NAME, name), instants, increments, name.equals(SUM) ? increments.seconds : increments.spans);
                }
            }
        });
        return made.columns;
    }

    /// The series that are made for one selection.
    private record Made(List<LabelMatcher> matchers, TimeSpan span, QueryControl control, List<SampleColumn> columns) {

        void total(Labels labels, long[] instants, Increments increments, DoubleColumn of) {
            double[] values = new double[instants.length];
            increments.addTo(values, instants, null, of);
            add(labels, instants, values);
        }

        void buckets(Labels labels, Increments increments, long[] instants, int least, int greatest) {
            double[] upToBucket = new double[instants.length];
            // an empty one first: of the lowest bucket a quantile takes zero for its lower bound
            for (int bucket = least - 1; bucket <= greatest; bucket++) {
                increments.addTo(upToBucket, instants, bucket, increments.spans);
                add(labels.with("le", text(DurationHistogram.upperSeconds(bucket))), instants, upToBucket);
            }
            add(labels.with("le", "+Inf"), instants, upToBucket);
        }

        private void add(Labels labels, long[] instants, double[] increments) {
            if (!LabelMatcher.allMatch(matchers, labels)) {
                return;
            }
            SampleColumn column = DeltaSamples.cumulative(labels, instants, increments, STEP.toMillis(), span);
            if (column.times().length > 0) {
                control.samplesRead(1, column.times().length);
                columns.add(column);
            }
        }
    }

    private Map<Labels, Increments> increments(List<LabelMatcher> matchers, boolean buckets, TimeSpan span, QueryControl control) {
        var parameters = new Parameters();
        List<LabelMatcher> onSpans = matchers.stream().filter(matcher -> EXPRESSIONS.containsKey(matcher.label())).toList();
        // a row counts at the end of its ten seconds; while these last at the end of the span: a rule must not wait for them
        boolean live = span.until() > clock.millis() - STEP.toMillis();
        long from = Math.floorDiv(span.after() - STEP.toMillis(), 1000) + 1;
        long to = Math.floorDiv(span.until() - (live ? 0 : STEP.toMillis()), 1000) + 1;
        String sql = INCREMENTS.formatted(buckets ? "bucket" : "toInt16(0)", parameters.integer(Math.clamp(from, 0, Integer.MAX_VALUE)),
                parameters.integer(Math.clamp(to, 0, Integer.MAX_VALUE)), MatcherSql.all(onSpans, EXPRESSIONS::get, parameters));
        Map<Labels, Increments> found = new TreeMap<>();
        reads.blocks(sql, parameters, control, block -> add(block, span.until(), found));
        return found;
    }

    /// The rows of a series come one after the other.
    private static void add(ResultBlock block, long until, Map<Labels, Increments> found) {
        List<String> before = List.of();
        Increments increments = null;
        for (int row = 0; row < block.rows(); row++) {
            List<String> key = List.of(block.texts(0).get(row), block.texts(1).get(row), block.texts(2).get(row), block.texts(3).get(row));
            if (increments == null || !key.equals(before)) {
                var labels = Labels.of(SpanMetrics.labels(key.get(0), key.get(1), key.get(2), key.get(3)));
                increments = found.computeIfAbsent(labels, _ -> new Increments());
                before = key;
            }
            increments.add(Math.min(block.longs(4)[row] + STEP.toMillis(), until), block.ints(5)[row], block.doubles(6)[row], block.doubles(7)[row]);
        }
    }

    /// As Prometheus has bounds: never with an exponent.
    private static String text(double bound) {
        return new BigDecimal(Double.toString(bound)).stripTrailingZeros().toPlainString();
    }
}
