package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.ClickHouseException;
import io.keepwatch.clickhouse.series.MatcherSql;
import io.keepwatch.clickhouse.series.MergedSamples;
import io.keepwatch.clickhouse.series.SeriesKey;
import io.keepwatch.clickhouse.series.StoredSamples;
import io.keepwatch.clickhouse.series.TimeSpan;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.clickhouse.sql.Sql;
import io.keepwatch.telemetry.SearchTooBroadException;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.metrics.MetricEvaluation;
import io.keepwatch.telemetry.metrics.MetricQuery;
import io.keepwatch.telemetry.metrics.MetricResult;
import io.keepwatch.telemetry.metrics.MetricType;
import io.keepwatch.telemetry.metrics.SampleSeries;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Fetches the samples of the series a query matches and has them evaluated here: for what a chart shows that is faster
/// than an evaluation in ClickHouse. Where there are very many samples, it thins them out to four in each step.
final class MetricSamples {

    private static final int MOST_SERIES = 50_000;
    private static final long MOST_SAMPLES = 1_000_000;
    private static final int CANNOT_COMPILE_REGEXP = 427;
    private static final Sql SERIES = Sql.of(MetricSamples.class, "metric_series");

    private final Questions questions;
    private final StoredSamples stored;

    MetricSamples(Questions questions, StoredSamples stored) {
        this.questions = questions;
        this.stored = stored;
    }

    private record Found(String metric, long fingerprint, String family, MetricType type, boolean delta, SortedMap<String, String> labels) {}

    MetricResult query(MetricQuery query) {
        TimeRange needed = MetricEvaluation.samplesNeeded(query);
        List<Found> series = series(query, needed);
        Map<String, List<SampleSeries>> bySuffix = new LinkedHashMap<>();
        List<String> suffixes = MetricEvaluation.suffixes(type(query.metric(), series), query.aggregation());
        List<String> names = suffixes.stream().map(suffix -> query.metric() + suffix).toList();
        Map<SeriesKey, SampleSeries> samples = series.stream().noneMatch(found -> names.contains(found.metric)) ? Map.of()
                : samples(query, needed, names, series);
        for (String suffix : suffixes) {
            bySuffix.put(suffix, samples.entrySet().stream()
                    .filter(e -> e.getKey().metric().equals(query.metric() + suffix)).map(Map.Entry::getValue).toList());
        }
        return MetricEvaluation.evaluate(query, bySuffix);
    }

    static List<String> namesOf(String metric) {
        return Stream.of("", "_bucket", "_sum", "_count").map(suffix -> metric + suffix).toList();
    }

    /// Series are written for each day in UTC.
    static String day(Instant instant, Parameters parameters) {
        return "toDate(fromUnixTimestamp64Milli(" + parameters.integer(instant.toEpochMilli()) + ", 'UTC'))";
    }

    /// A histogram's parts answer for it only where no series has the very name.
    private static MetricType type(String metric, List<Found> series) {
        boolean itself = series.stream().anyMatch(found -> found.metric.equals(metric)
                && !(found.family.equals(metric) && (found.type == MetricType.HISTOGRAM || found.type == MetricType.SUMMARY)));
        return itself ? MetricType.GAUGE
                : series.stream().filter(found -> found.family.equals(metric)).map(Found::type).findFirst().orElse(MetricType.GAUGE);
    }

    private List<Found> series(MetricQuery query, TimeRange needed) {
        var parameters = new Parameters();
        String sql = SERIES.with("first_day", day(needed.from(), parameters)).with("last_day", day(needed.to().minusNanos(1), parameters))
                .with("names", parameters.texts(namesOf(query.metric()))).with("matched", MatcherSql.ofSeries(query.matchers(), parameters))
                .with("limit", parameters.unsigned(MOST_SERIES + 1L)).text();
        List<Found> series = asked(query, () -> questions.rows(sql, parameters, row ->
                new Found(row.text(), row.int64(), row.text(), MetricType.valueOf(row.text()), row.uint8() == 1, row.map())));
        if (series.size() > MOST_SERIES) {
            throw new SearchTooBroadException("The metric " + query.metric() + " has more than " + MOST_SERIES
                    + " series that match; add a filter on one of its labels", null);
        }
        return series;
    }

    private Map<SeriesKey, SampleSeries> samples(MetricQuery query, TimeRange needed, List<String> names, List<Found> series) {
        Map<SeriesKey, Found> wanted = series.stream().filter(found -> names.contains(found.metric))
                .collect(Collectors.toMap(found -> new SeriesKey(found.metric, found.fingerprint), found -> found));
        var limits = new PageLimits();
        Map<SeriesKey, MergedSamples> read = stored.read(wanted.keySet(), query.matchers(), span(needed), limits);
        long thin = limits.samples() > MOST_SAMPLES ? Math.max(1, query.step().toMillis() / 4) : 1;
        Map<SeriesKey, SampleSeries> samples = new LinkedHashMap<>();
        read.forEach((key, merged) -> {
            Found found = wanted.get(key);
            var column = merged.column(Labels.EMPTY, span(needed));
            var all = new SampleSeries(found.labels, found.delta, column.times(), column.values());
            samples.put(key, thin == 1 ? all : all.thinned(thin));
        });
        return samples;
    }

    static TimeSpan span(TimeRange range) {
        return new TimeSpan(range.from().toEpochMilli() - 1, range.to().toEpochMilli() - 1);
    }

    /// @throws IllegalArgumentException when a regular expression cannot be read
    static <T> T asked(MetricQuery query, Supplier<T> question) {
        try {
            return question.get();
        } catch (ClickHouseException e) {
            if (e.code() != CANNOT_COMPILE_REGEXP) {
                throw e;
            }
            String expressions = query.matchers().stream().map(matcher -> matcher.label() + " " + matcher.value()).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("Cannot read a regular expression among " + expressions + "; use RE2's syntax, e.g. api|web.*", e);
        }
    }
}
