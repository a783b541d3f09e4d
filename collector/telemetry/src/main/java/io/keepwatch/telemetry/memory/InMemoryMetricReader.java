package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.metrics.MetricEvaluation;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricQuery;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.metrics.MetricResult;
import io.keepwatch.telemetry.metrics.MetricType;
import io.keepwatch.telemetry.metrics.SampleSeries;
import io.keepwatch.telemetry.metrics.SpanMetrics;
import io.keepwatch.telemetry.metrics.SpanMetricsEvaluation;
import io.keepwatch.telemetry.services.DurationHistogram;
import io.keepwatch.telemetry.services.SpanCounts;
import io.keepwatch.telemetry.traces.Span;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryMetricReader implements MetricReader {

    private final StoredRows rows;

    InMemoryMetricReader(StoredRows rows) {
        this.rows = rows;
    }

    @Override
    public List<MetricInfo> metrics(TimeRange range) {
        Map<String, List<StoredSeries>> families = sampled(range).collect(Collectors.groupingBy(s -> s.metadata().family()));
        Stream<MetricInfo> stored = families.entrySet().stream().map(family -> {
            var metadata = family.getValue().getLast().metadata();
            return new MetricInfo(family.getKey(), metadata.type(), metadata.originalName(), metadata.unit(), metadata.description(),
                    family.getValue().size());
        });
        long spanSeries = spans(range).map(InMemoryMetricReader::labels).distinct().count();
        Stream<MetricInfo> fromSpans = spanSeries == 0 ? Stream.of()
                : Stream.of(SpanMetrics.CALLS_INFO.withSeries(spanSeries), SpanMetrics.DURATION_INFO.withSeries(spanSeries));
        return Stream.concat(stored, fromSpans).sorted(Comparator.comparing(MetricInfo::name)).toList();
    }

    @Override
    public List<String> labelNames(String metric, TimeRange range) {
        return labelSets(metric, range).flatMap(labels -> labels.keySet().stream()).distinct().sorted().toList();
    }

    @Override
    public List<String> labelValues(String metric, String label, TimeRange range) {
        return labelSets(metric, range).map(labels -> labels.getOrDefault(label, "")).filter(value -> !value.isEmpty()).distinct().sorted().toList();
    }

    private Stream<SortedMap<String, String>> labelSets(String metric, TimeRange range) {
        if (SpanMetrics.isOne(metric)) {
            return spans(range).map(InMemoryMetricReader::labels);
        }
        return sampled(range).filter(s -> s.metadata().family().equals(metric) || s.name().equals(metric)).map(s -> {
            var labels = new TreeMap<>(s.labels());
            if (s.metadata().family().equals(metric) && s.metadata().type() == MetricType.HISTOGRAM) {
                labels.remove("le");
            }
            return labels;
        });
    }

    @Override
    public MetricResult query(MetricQuery query) {
        if (SpanMetrics.isOne(query.metric())) {
            return spanMetrics(query);
        }
        List<StoredSeries> all = rows.series().stream().filter(s -> matches(query, s.labels())).toList();
        boolean itself = all.stream().anyMatch(s -> s.name().equals(query.metric()) && !isFamilyOfHistogram(s));
        MetricType type = itself ? MetricType.GAUGE : all.stream().filter(s -> s.metadata().family().equals(query.metric()))
                .map(s -> s.metadata().type()).findFirst().orElse(MetricType.GAUGE);
        Map<String, List<SampleSeries>> bySuffix = new LinkedHashMap<>();
        for (String suffix : MetricEvaluation.suffixes(type, query.aggregation())) {
            bySuffix.put(suffix, all.stream().filter(s -> s.name().equals(query.metric() + suffix)).map(s -> samples(query, s)).toList());
        }
        return MetricEvaluation.evaluate(query, bySuffix);
    }

    private static boolean isFamilyOfHistogram(StoredSeries series) {
        return series.metadata().family().equals(series.name())
                && (series.metadata().type() == MetricType.HISTOGRAM || series.metadata().type() == MetricType.SUMMARY);
    }

    private static SampleSeries samples(MetricQuery query, StoredSeries series) {
        TimeRange needed = MetricEvaluation.samplesNeeded(query);
        var samples = series.samples().subMap(needed.from().toEpochMilli(), needed.to().toEpochMilli());
        return new SampleSeries(series.labels(), series.metadata().temporality() == Temporality.DELTA,
                samples.keySet().stream().mapToLong(Long::longValue).toArray(), samples.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private MetricResult spanMetrics(MetricQuery query) {
        TimeBuckets time = SpanCounts.steps(query.range(), query.step());
        List<SpanMetricsEvaluation.Row> counted = spans(time.range()).filter(span -> matches(query, labels(span)))
                .map(span -> new SpanMetricsEvaluation.Row(labels(span), time.indexOf(span.start()),
                        DurationHistogram.bucketOf(span.durationNanos()), 1, span.durationNanos() / 1e9)).toList();
        return SpanMetricsEvaluation.evaluate(query, time, counted);
    }

    private static SortedMap<String, String> labels(Span span) {
        return SpanMetrics.labels(span.service(), span.name(), span.kind(), span.statusCode());
    }

    private Stream<Span> spans(TimeRange range) {
        return rows.spans().stream().filter(span -> range.contains(span.start()));
    }

    private Stream<StoredSeries> sampled(TimeRange range) {
        return rows.series().stream()
                .filter(s -> !s.samples().subMap(range.from().toEpochMilli(), range.to().toEpochMilli()).isEmpty());
    }

    private static boolean matches(MetricQuery query, Map<String, String> labels) {
        return query.matchers().stream().allMatch(matcher -> matcher.matches(labels.getOrDefault(matcher.label(), "")));
    }
}
