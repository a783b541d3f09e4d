package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.backtest.History;
import io.keepwatch.promql.Comparison;
import io.keepwatch.promql.QueryResult.Matrix;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.ChartSeries.Dash;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.chart.Lane;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The values a rule compares, over the page's time, with what it compares them with.
final class ValueChart {

    private static final int MOST = 5;
    private static final int POINTS = 240;

    private ValueChart() {}

    /// @param left series that are not drawn
    record Values(TimeRange range, Instant start, Duration step, List<ChartSeries> series, int left) {}

    /// @param comparison null: the expression itself is drawn
    /// @param wanted     which series of the value are drawn; all when it takes none
    static Values read(PageContext page, History history, String expression, @Nullable Comparison comparison, Predicate<Labels> wanted) {
        Duration step = page.step(POINTS);
        TimeRange range = page.range();
        Instant start = Instant.ofEpochMilli(Math.ceilDiv(range.from().toEpochMilli(), step.toMillis()) * step.toMillis());
        List<SampleColumn> all = columns(history, comparison == null ? expression : comparison.value(), start, range, step);
        List<SampleColumn> some = all.stream().filter(column -> wanted.test(column.labels().withoutMetric())).toList();
        List<SampleColumn> chosen = some.isEmpty() ? all : some;
        boolean falling = comparison != null && comparison.falling();
        List<SampleColumn> worst = chosen.stream().sorted(Comparator.comparingDouble((SampleColumn column) -> worst(column, falling)).reversed())
                .limit(MOST).toList();
        List<ChartSeries> series = new ArrayList<>();
        for (SampleColumn column : worst) {
            series.add(ChartSeries.line(name(column.labels(), "value"), values(column, start, range, step), Ink.series(series.size())));
        }
        if (comparison != null && comparison.threshold() == null && !worst.isEmpty()) {
            columns(history, comparison.bound(), start, range, step).stream()
                    .filter(column -> some.isEmpty() || wanted.test(column.labels().withoutMetric())).limit(MOST)
                    .forEach(column -> series.add(ChartSeries.line("bound " + name(column.labels(), ""), values(column, start, range, step), Ink.OTHER)
                            .dashed(Dash.DASHED)));
        }
        return new Values(range, start, step, series, chosen.size() - worst.size());
    }

    private static List<SampleColumn> columns(History history, String query, Instant start, TimeRange range, Duration step) {
        return ((Matrix) history.range(query, start, range.to(), step).result()).series();
    }

    private static double worst(SampleColumn column, boolean falling) {
        return Arrays.stream(column.values()).filter(Double::isFinite).map(value -> falling ? -value : value).max().orElse(Double.NEGATIVE_INFINITY);
    }

    private static double[] values(SampleColumn column, Instant start, TimeRange range, Duration step) {
        var values = new double[(int) Math.max(1, (range.to().toEpochMilli() - start.toEpochMilli()) / step.toMillis() + 1)];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < column.times().length; i++) {
            int at = (int) ((column.times()[i] - start.toEpochMilli()) / step.toMillis());
            if (at >= 0 && at < values.length) {
                values[at] = column.values()[i];
            }
        }
        return values;
    }

    static String name(Labels labels, String otherwise) {
        Labels own = labels.withoutMetric();
        return own.isEmpty() ? otherwise : String.join(", ", own.toMap().values());
    }

    static Chart chart(PageContext page, String name, RuleUnit unit, @Nullable Comparison comparison) {
        var chart = new Chart(page, name, unit.ofChart()).legend();
        Double threshold = comparison == null ? null : comparison.threshold();
        return threshold == null ? chart : chart.threshold(threshold, "fires " + words(comparison, unit));
    }

    /// "above 5 %"
    static String words(Comparison comparison, RuleUnit unit) {
        Double threshold = comparison.threshold();
        String bound = threshold == null ? comparison.bound() : unit.text(threshold);
        return switch (comparison.operator()) {
            case ">" -> "above ";
            case ">=" -> "from ";
            case "<" -> "below ";
            case "<=" -> "up to ";
            case "==" -> "at ";
            default -> "unless ";
        } + bound;
    }

    static void show(Chart chart, Values values, List<ChartEvent> marks, Lane... lanes) {
        chart.setData(ChartData.of(values.range, values.start, values.step, values.series).marked(marks).withLanes(lanes));
    }
}
