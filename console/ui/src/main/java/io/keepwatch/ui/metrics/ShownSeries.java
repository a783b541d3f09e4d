package io.keepwatch.ui.metrics;

import io.keepwatch.telemetry.metrics.MetricResult;
import io.keepwatch.telemetry.metrics.MetricResult.Series;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.ChartSeries.Dash;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.metrics.MetricChoice.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which series of an answer are drawn, and how: twelve at most, otherwise the five greatest and, where they can be added, the
/// others as one. Lines differ by colour and by dash.
///
/// @param note what is not drawn, in words; empty when everything is
record ShownSeries(List<ChartSeries> series, String note) {

    static final int MOST = 12;
    private static final int TOP = 5;

    /// @param additive whether the groups' values may be added to one "other"
    /// @param whole    what the one group without labels is called
    static ShownSeries of(MetricResult result, List<String> groupBy, boolean additive, String whole, Shape shape, String only) {
        List<Series> all = result.series();
        boolean few = result.totalSeries() <= MOST && all.size() <= MOST;
        List<Series> top = few ? all : all.subList(0, Math.min(TOP, all.size()));
        boolean others = !few && additive && all.size() == result.totalSeries();
        var drawn = new ArrayList<ChartSeries>();
        for (int i = 0; i < top.size(); i++) {
            drawn.add(styled(name(top.get(i).labels(), groupBy, whole), top.get(i).values(), i, shape));
        }
        int rest = result.totalSeries() - top.size();
        if (others) {
            drawn.add(other(all.subList(top.size(), all.size()), result.points(), rest, shape));
        }
        List<ChartSeries> wanted = drawn.stream().filter(one -> one.name().equals(only)).toList();
        if (!wanted.isEmpty()) {
            return new ShownSeries(wanted, "only one of " + Format.count(result.totalSeries()) + " series");
        }
        return new ShownSeries(drawn, few ? "" : others
                ? "the " + TOP + " greatest of " + Format.count(result.totalSeries()) + ", the others added up"
                : "the " + TOP + " greatest of " + Format.count(result.totalSeries()));
    }

    private static ChartSeries styled(String name, double[] values, int index, Shape shape) {
        Ink ink = Ink.series(index % TOP);
        return shape == Shape.STACKED
                ? ChartSeries.stackedArea(name, values, ink).dashed(Dash.series(index))
                : ChartSeries.line(name, values, ink).dashed(Dash.series(index));
    }

    private static ChartSeries other(List<Series> rest, int points, int count, Shape shape) {
        var sum = new double[points];
        Arrays.fill(sum, Double.NaN);
        for (Series series : rest) {
            for (int i = 0; i < points; i++) {
                double value = series.values()[i];
                if (!Double.isNaN(value)) {
                    sum[i] = Double.isNaN(sum[i]) ? value : sum[i] + value;
                }
            }
        }
        String name = Format.count(count) + " others";
        return shape == Shape.STACKED ? ChartSeries.stackedArea(name, sum, Ink.OTHER) : ChartSeries.line(name, sum, Ink.OTHER);
    }

    /// One label's value alone when one label groups; what lacks a label says so.
    static String name(Map<String, String> labels, List<String> groupBy, String whole) {
        if (groupBy.isEmpty()) {
            return whole;
        }
        if (groupBy.size() == 1) {
            String value = labels.getOrDefault(groupBy.getFirst(), "");
            return value.isEmpty() ? "without " + groupBy.getFirst() : value;
        }
        return groupBy.stream().map(label -> labels.getOrDefault(label, "–")).collect(Collectors.joining(" · "));
    }
}
