package io.keepwatch.ui.promql;

import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesCatalog.MetricMetadata;
import io.keepwatch.telemetry.series.SeriesCatalog.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What may come next in a query: metrics and functions, labels, their values; what begins as it was typed first.
record Completions(SeriesCatalog catalog) {

    private static final int MOST = 40;
    private static final int MOST_READ = 20_000;

    /// @param note what it is, in a word or two
    record Suggestion(String text, String note) {}

    List<Suggestion> at(CompletionPlace place, TimeRange range) {
        return switch (place.what()) {
            case METRIC_OR_FUNCTION -> best(place.typed(), metricsAndFunctions(range));
            case LABEL -> best(place.typed(), catalog.labelNames(scope(place.selector(), range)).stream()
                    .filter(label -> !label.equals(Labels.NAME)).map(label -> new Suggestion(label, "label")));
            case VALUE -> best(place.typed(), catalog.labelValues(place.label(), scope(place.selector(), range)).stream()
                    .map(value -> new Suggestion(value.replace("\\", "\\\\").replace("\"", "\\\""), "")));
            case NOTHING -> List.of();
        };
    }

    private Stream<Suggestion> metricsAndFunctions(TimeRange range) {
        Map<String, List<MetricMetadata>> metadata = catalog.metadata();
        var metrics = catalog.labelValues(Labels.NAME, scope("", range)).stream()
                .map(metric -> new Suggestion(metric, metadata.getOrDefault(metric, List.of()).stream().findFirst().map(MetricMetadata::type).orElse("metric")));
        return Stream.concat(PromQlText.functions().stream().map(function -> new Suggestion(function, "function")), metrics);
    }

    private static Scope scope(String selector, TimeRange range) {
        List<List<LabelMatcher>> selectors = new ArrayList<>();
        try {
            if (!selector.isEmpty()) {
                selectors.add(PromQlEngine.selector(selector));
            }
        } catch (PromQlException _) {
            selectors.clear(); // half typed: all labels are offered
        }
        return new Scope(selectors, range.from().toEpochMilli(), range.to().toEpochMilli(), MOST_READ);
    }

    private static List<Suggestion> best(String typed, Stream<Suggestion> all) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return all.filter(one -> one.text().toLowerCase(Locale.ROOT).contains(wanted) && !one.text().equals(typed))
                .sorted(Comparator.comparing((Suggestion one) -> !one.text().toLowerCase(Locale.ROOT).startsWith(wanted)))
                .limit(MOST).toList();
    }
}
