package io.keepwatch.ui.dashboards;

import io.keepwatch.ui.dashboards.PanelAnswer.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// The bands of a heatmap, lowest first. Classic histograms count up to each bound; a band is what lies between two of them.
final class HeatmapRows {

    /// More than a picture of 200 pixels can show.
    private static final int MOST = 40;

    private HeatmapRows() {}

    /// @param upTo the bound, infinite for the topmost; NaN when the series are no buckets
    record Band(String name, double upTo, double[] counts) {}

    static List<Band> of(PanelAnswer answer) {
        boolean buckets = !answer.series().isEmpty() && answer.series().stream().allMatch(series -> series.labels().containsKey("le"));
        if (!buckets) {
            return answer.series().stream().map(series -> new Band(series.name(), Double.NaN, series.values())).limit(MOST).toList();
        }
        var upTo = new TreeMap<Double, double[]>();
        for (Series series : answer.series()) {
            upTo.merge(bound(series.labels().get("le")), series.values(), HeatmapRows::sum);
        }
        return together(used(between(upTo)));
    }

    private static List<Band> between(TreeMap<Double, double[]> upTo) {
        var bands = new ArrayList<Band>();
        double[] below = null;
        for (var entry : upTo.entrySet()) {
            double[] counts = below == null ? entry.getValue() : difference(entry.getValue(), below);
            bands.add(new Band("", entry.getKey(), counts));
            below = entry.getValue();
        }
        return bands;
    }

    /// From the lowest to the highest band with anything in it.
    private static List<Band> used(List<Band> all) {
        int first = 0;
        int last = all.size() - 1;
        while (first < last && nothing(all.get(first))) {
            first++;
        }
        while (last > first && nothing(all.get(last))) {
            last--;
        }
        return all.subList(first, last + 1);
    }

    private static List<Band> together(List<Band> bands) {
        int each = Math.ceilDiv(bands.size(), MOST);
        var joined = new ArrayList<Band>();
        for (int i = 0; i < bands.size(); i += each) {
            List<Band> some = bands.subList(i, Math.min(bands.size(), i + each));
            joined.add(new Band("", some.stream().map(Band::upTo).max(Comparator.naturalOrder()).orElse(Double.NaN),
                    some.stream().map(Band::counts).reduce(HeatmapRows::sum).orElseThrow()));
        }
        return List.copyOf(joined);
    }

    private static boolean nothing(Band band) {
        return Arrays.stream(band.counts()).noneMatch(count -> count > 0);
    }

    private static double bound(String le) {
        try {
            return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private static double[] sum(double[] a, double[] b) {
        var sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = Double.isNaN(a[i]) ? b[i] : Double.isNaN(b[i]) ? a[i] : a[i] + b[i];
        }
        return sum;
    }

    private static double[] difference(double[] upTo, double[] below) {
        var difference = new double[upTo.length];
        for (int i = 0; i < upTo.length; i++) {
            difference[i] = Double.isNaN(below[i]) ? upTo[i] : upTo[i] - below[i];
        }
        return difference;
    }
}
