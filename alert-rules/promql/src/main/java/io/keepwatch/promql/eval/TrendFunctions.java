package io.keepwatch.promql.eval;

import java.util.Map;

/// The straight line through the samples of a window: `deriv`, `predict_linear`.
final class TrendFunctions {

    private TrendFunctions() {}

    static void addTo(Map<String, FunctionBody> bodies) {
        bodies.put("deriv", WindowFunctions.body((window, _) ->
                window.count() < 2 ? StepSeries.ABSENT : line(window, window.time(0)).slope()));
        bodies.put("predict_linear", WindowFunctions.body((window, seconds) -> {
            if (window.count() < 2) {
                return StepSeries.ABSENT;
            }
            Line line = line(window, window.stepTime());
            return line.slope() * seconds + line.intercept();
        }));
    }

    private record Line(double slope, double intercept) {}

    /// By least squares; x counts in seconds from `origin`.
    private static Line line(Window window, long origin) {
        int n = window.count();
        var x = new Arithmetic.Sum();
        var y = new Arithmetic.Sum();
        var xy = new Arithmetic.Sum();
        var xx = new Arithmetic.Sum();
        boolean constant = true;
        for (int i = 0; i < n; i++) {
            double at = (window.time(i) - origin) / 1e3;
            double value = window.value(i);
            constant &= i == 0 || value == window.value(0);
            x.add(at);
            y.add(value);
            xy.add(at * value);
            xx.add(at * at);
        }
        if (constant) {
            return Double.isInfinite(window.value(0)) ? new Line(Double.NaN, Double.NaN) : new Line(0, window.value(0));
        }
        double sumX = x.total() + x.error();
        double sumY = y.total() + y.error();
        double slope = (xy.total() + xy.error() - sumX * sumY / n) / (xx.total() + xx.error() - sumX * sumX / n);
        return new Line(slope, sumY / n - slope * sumX / n);
    }
}
