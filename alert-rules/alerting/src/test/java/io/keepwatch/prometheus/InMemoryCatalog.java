package io.keepwatch.prometheus;

import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Lists the series of columns that are in memory.
record InMemoryCatalog(List<SampleColumn> columns, Map<String, List<MetricMetadata>> metadata) implements SeriesCatalog {

    @Override
    public List<Labels> series(Scope scope) {
        return limited(matching(scope).sorted(), scope);
    }

    @Override
    public List<String> labelNames(Scope scope) {
        return limited(matching(scope).flatMap(labels -> labels.toMap().keySet().stream()).distinct().sorted(), scope);
    }

    @Override
    public List<String> labelValues(String label, Scope scope) {
        return limited(matching(scope).map(labels -> labels.get(label)).filter(value -> !value.isEmpty()).distinct().sorted(), scope);
    }

    private Stream<Labels> matching(Scope scope) {
        return columns.stream()
                .filter(column -> Arrays.stream(column.times()).anyMatch(time -> time >= scope.fromMillis() && time <= scope.toMillis()))
                .map(SampleColumn::labels)
                .filter(labels -> scope.selectors().isEmpty()
                        || scope.selectors().stream().anyMatch(matchers -> matchers.stream().allMatch(matcher -> matcher.matches(labels))));
    }

    private static <T> List<T> limited(Stream<T> found, Scope scope) {
        return found.limit(scope.limit() == 0 ? Long.MAX_VALUE : scope.limit()).toList();
    }
}
