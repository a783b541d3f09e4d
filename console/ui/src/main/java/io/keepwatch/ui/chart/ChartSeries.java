package io.keepwatch.ui.chart;

/// One line, area or set of bars.
///
/// @param values one per step; NaN is a gap and stays one
/// @param stacked on top of the stacked series before it
public record ChartSeries(String name, double[] values, Ink ink, Shape shape, Dash dash, boolean stacked) {

    public enum Shape { LINE, AREA, BARS }

    public enum Dash {
        SOLID, DASHED, DOTTED, DASH_DOT;

        /// The dash of the n-th series, so that lines differ without their colour.
        public static Dash series(int index) {
            return values()[index % values().length];
        }
    }

    public static ChartSeries line(String name, double[] values, Ink ink) {
        return new ChartSeries(name, values, ink, Shape.LINE, Dash.SOLID, false);
    }

    public static ChartSeries area(String name, double[] values, Ink ink) {
        return new ChartSeries(name, values, ink, Shape.AREA, Dash.SOLID, false);
    }

    public static ChartSeries stackedArea(String name, double[] values, Ink ink) {
        return new ChartSeries(name, values, ink, Shape.AREA, Dash.SOLID, true);
    }

    public static ChartSeries stackedBars(String name, double[] values, Ink ink) {
        return new ChartSeries(name, values, ink, Shape.BARS, Dash.SOLID, true);
    }

    public ChartSeries dashed(Dash kind) {
        return new ChartSeries(name, values, ink, shape, kind, stacked);
    }
}
