package io.keepwatch.ui.promql;

import io.keepwatch.promql.QueryResult;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.ChartSeries.Dash;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.format.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The series of the answers that are drawn: so many as a person can tell apart, the greatest on average.
///
/// @param note what is not drawn, in words; empty when everything is
record DrawnSeries(List<ChartSeries> series, String note) {

    private static final int MOST = 12;
    private static final int HUES = 5;

    private record Line(String name, double[] values, double mean) {}

    static DrawnSeries of(List<Answer> answers, TimeRange range, Duration step) {
        long start = Answer.start(range, step).toEpochMilli();
        int points = (int) Math.max(1, (range.to().toEpochMilli() - start) / step.toMillis() + 1);
        List<Line> all = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer.run() != null && answer.run().answer().result() instanceof QueryResult.Matrix matrix) {
                String letter = answers.size() == 1 ? "" : answer.letter().toUpperCase(Locale.ROOT) + " · ";
                matrix.series().forEach(column -> all.add(line(letter + name(column.labels(), answer.query()), column, start, points, step)));
            }
        }
        List<Line> greatest = all.stream().sorted(Comparator.comparingDouble(Line::mean).reversed()).limit(MOST).toList();
        List<ChartSeries> drawn = new ArrayList<>();
        for (Line line : all) {
            if (greatest.contains(line)) {
                drawn.add(ChartSeries.line(line.name(), line.values(), Ink.series(drawn.size() % HUES)).dashed(Dash.series(drawn.size())));
            }
        }
        return new DrawnSeries(drawn, all.size() <= MOST ? "" : "the " + MOST + " greatest of " + Format.count(all.size()) + " drawn");
    }

    private static Line line(String name, SampleColumn column, long start, int points, Duration step) {
        var values = new double[points];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < column.times().length; i++) {
            int at = (int) ((column.times()[i] - start) / step.toMillis());
            if (at >= 0 && at < points && Double.isFinite(column.values()[i])) {
                values[at] = column.values()[i];
            }
        }
        double mean = Arrays.stream(values).filter(value -> !Double.isNaN(value)).average().orElse(Double.NEGATIVE_INFINITY);
        return new Line(name, values, mean);
    }

    /// As Prometheus shows it: `up{job="api"}`; the query itself for a series without labels.
    static String name(Labels labels, String query) {
        if (labels.isEmpty()) {
            return query.length() > 60 ? query.substring(0, 60) + "…" : query;
        }
        String inside = labels.toMap().entrySet().stream().filter(label -> !label.getKey().equals(Labels.NAME))
                .map(label -> LabelText.label(label.getKey()) + "=" + LabelText.quote(label.getValue()))
                .collect(Collectors.joining(", "));
        return labels.metricName() + (inside.isEmpty() ? "" : "{" + inside + "}");
    }
}
