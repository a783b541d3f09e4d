package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.SpanMetrics;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Browses `metric_series`, which knows days, and the series that are made of spans.
final class ClickHouseSeriesCatalog implements SeriesCatalog {

    /// In a longer range a series of the day counts as one of the range: to look at each sample would take too long.
    private static final Duration SAMPLES_LOOKED_AT = Duration.ofHours(6);
    /// In a longer range the labels of spans are those of its end.
    private static final Duration SPANS_LOOKED_AT = Duration.ofHours(1);
    private static final Duration METADATA_OF = Duration.ofDays(2);
    private static final String METADATA = "SELECT DISTINCT family, type, description, unit FROM metric_series WHERE %s";

    private final ControlledReads reads;
    private final SpanSeries spans;
    private final Clock clock;

    ClickHouseSeriesCatalog(ControlledReads reads, Clock clock) {
        this.reads = reads;
        this.spans = new SpanSeries(reads, clock);
        this.clock = clock;
    }

    @Override
    public List<Labels> series(Scope scope) {
        var parameters = new Parameters();
        SortedSet<Labels> series = new TreeSet<>();
        String sql = "SELECT metric, any(labels) FROM metric_series WHERE " + within(scope, parameters) + " GROUP BY metric, fingerprint";
        reads.blocks(sql + limit(scope), parameters, Unlimited.CONTROL, block -> {
            for (int row = 0; row < block.rows(); row++) {
                series.add(SeriesLookup.labels(block.texts(0).get(row), block.maps(1), row));
            }
        });
        series.addAll(ofSpans(scope));
        return limited(series, scope);
    }

    @Override
    public List<String> labelNames(Scope scope) {
        var parameters = new Parameters();
        SortedSet<String> names = texts("SELECT DISTINCT arrayJoin(mapKeys(labels)) FROM metric_series WHERE "
                + within(scope, parameters), parameters);
        if (!names.isEmpty() || anySeries(scope)) {
            names.add(Labels.NAME);
        }
        ofSpans(scope).forEach(labels -> names.addAll(labels.toMap().keySet()));
        return limited(names, scope);
    }

    private boolean anySeries(Scope scope) {
        var parameters = new Parameters();
        return !texts("SELECT metric FROM metric_series WHERE " + within(scope, parameters) + " LIMIT 1", parameters).isEmpty();
    }

    @Override
    public List<String> labelValues(String label, Scope scope) {
        var parameters = new Parameters();
        String value = label.equals(Labels.NAME) ? "metric" : "labels[" + parameters.text(label) + "]";
        SortedSet<String> values = texts("SELECT DISTINCT %1$s FROM metric_series WHERE %2$s AND %1$s != ''".formatted(
                value, within(scope, parameters)), parameters);
        ofSpans(scope).stream().map(labels -> labels.get(label)).filter(text -> !text.isEmpty()).forEach(values::add);
        return limited(values, scope);
    }

    @Override
    public Map<String, List<MetricMetadata>> metadata() {
        var parameters = new Parameters();
        Map<String, List<MetricMetadata>> metadata = new TreeMap<>();
        long now = clock.millis();
        String sql = METADATA.formatted(new TimeSpan(now - METADATA_OF.toMillis(), now).days(parameters));
        reads.blocks(sql, parameters, Unlimited.CONTROL, block -> {
            for (int row = 0; row < block.rows(); row++) {
                metadata.computeIfAbsent(block.texts(0).get(row), _ -> new ArrayList<>()).add(new MetricMetadata(
                        block.texts(1).get(row).toLowerCase(Locale.ROOT), block.texts(2).get(row), block.texts(3).get(row)));
            }
        });
        for (MetricInfo info : List.of(SpanMetrics.CALLS_INFO, SpanMetrics.DURATION_INFO)) {
            metadata.putIfAbsent(info.name(), List.of(
                    new MetricMetadata(info.type().name().toLowerCase(Locale.ROOT), info.description(), info.unit())));
        }
        return metadata;
    }

    private SortedSet<String> texts(String sql, Parameters parameters) {
        SortedSet<String> texts = new TreeSet<>();
        reads.blocks(sql, parameters, Unlimited.CONTROL, block -> {
            for (int row = 0; row < block.rows(); row++) {
                texts.add(block.texts(0).get(row));
            }
        });
        return texts;
    }

    private List<Labels> ofSpans(Scope scope) {
        TimeSpan span = span(scope);
        long from = Math.max(span.after(), Math.min(span.until(), clock.millis()) - SPANS_LOOKED_AT.toMillis());
        List<List<LabelMatcher>> selectors = scope.selectors().isEmpty() ? List.of(List.of()) : scope.selectors();
        var looked = new TimeSpan(from, span.until());
        return looked.isEmpty() ? List.of() : selectors.stream()
                .flatMap(matchers -> spans.select(matchers, looked, Unlimited.CONTROL).stream()).map(SampleColumn::labels).distinct().toList();
    }

    private static String within(Scope scope, Parameters parameters) {
        TimeSpan span = span(scope);
        String selected = scope.selectors().isEmpty() ? "1" : scope.selectors().stream()
                .map(matchers -> "(" + MatcherSql.ofSeries(matchers, parameters) + ")").collect(Collectors.joining(" OR ", "(", ")"));
        String sampled = span.length().compareTo(SAMPLES_LOOKED_AT) > 0 ? "1"
                : "(metric, fingerprint) IN (" + SampledSeries.sql(span, parameters) + ")";
        return span.days(parameters) + " AND " + selected + " AND " + sampled;
    }

    private static TimeSpan span(Scope scope) {
        return new TimeSpan(scope.fromMillis() == Long.MIN_VALUE ? Long.MIN_VALUE : scope.fromMillis() - 1, scope.toMillis());
    }

    private static String limit(Scope scope) {
        return scope.limit() > 0 ? " ORDER BY metric, fingerprint LIMIT " + scope.limit() : "";
    }

    private static <T> List<T> limited(Collection<T> all, Scope scope) {
        Stream<T> stream = all.stream();
        return scope.limit() > 0 ? stream.limit(scope.limit()).toList() : stream.toList();
    }

    /// Labels are few beside samples; ClickHouse's own limits suffice.
    private enum Unlimited implements QueryControl {
        CONTROL;

        @Override
        public void check() {}

        @Override
        public void samplesRead(int series, long samples) {}
    }
}
