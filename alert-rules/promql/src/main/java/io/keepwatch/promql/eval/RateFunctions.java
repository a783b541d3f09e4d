package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.Expr;
import java.util.List;
import java.util.Map;

/// How counters and gauges change over a window: `rate`, `increase`, `delta`, `irate`, `idelta`, `resets`, `changes`.
final class RateFunctions {

    private static final List<String> COUNTER_SUFFIXES = List.of("_total", "_sum", "_count", "_bucket");

    private RateFunctions() {}

    static void addTo(Map<String, FunctionBody> bodies) {
        bodies.put("rate", counter((window, _) -> extrapolated(window, true, true)));
        bodies.put("increase", counter((window, _) -> extrapolated(window, true, false)));
        bodies.put("delta", WindowFunctions.body((window, _) -> extrapolated(window, false, false)));
        bodies.put("irate", WindowFunctions.body((window, _) -> lastTwo(window, true)));
        bodies.put("idelta", WindowFunctions.body((window, _) -> lastTwo(window, false)));
        bodies.put("resets", WindowFunctions.body((window, _) -> resets(window)));
        bodies.put("changes", WindowFunctions.body((window, _) -> changes(window)));
    }

    private static FunctionBody counter(WindowFunctions.OfWindow function) {
        FunctionBody body = WindowFunctions.body(function);
        return (call, grid, evaluator) -> {
            Value value = body.call(call, grid, evaluator);
            if (value instanceof Value.Vector vector) {
                hint(call, vector.series(), evaluator);
            }
            return value;
        };
    }

    /// Tells when the name does not look like a counter's.
    private static void hint(Expr.Call call, List<StepSeries> series, Evaluator evaluator) {
        Expr argument = call.arguments().getFirst();
        String selected = argument instanceof Expr.RangeSelector r ? r.selector().name() : "";
        for (StepSeries s : series) {
            // without delayed removal the name is gone by now, but then the selector says it, if anything does
            String name = evaluator.delayedNameRemoval() ? s.labels().metricName() : selected;
            if (!name.isEmpty() && COUNTER_SUFFIXES.stream().noneMatch(name::endsWith)) {
                evaluator.annotations().possibleNonCounter(name, argument.position());
            }
        }
    }

    /// The change between the first and the last sample, stretched towards the window's ends: all the way when they are
    /// about one interval away, else by half an interval; and never below a counter's zero.
    private static double extrapolated(Window window, boolean counter, boolean perSecond) {
        int last = window.count() - 1;
        if (last < 1) {
            return StepSeries.ABSENT;
        }
        double change = window.value(last) - window.value(0);
        if (counter) {
            change += window.lostByResets();
        }
        double sampled = (window.time(last) - window.time(0)) / 1e3;
        double average = sampled / last;
        double threshold = average * 1.1;
        double toStart = (window.time(0) - window.start()) / 1e3;
        double toEnd = (window.end() - window.time(last)) / 1e3;
        if (toStart >= threshold) {
            toStart = average / 2;
        }
        if (counter && change > 0 && window.value(0) >= 0) {
            toStart = Math.min(toStart, sampled * (window.value(0) / change));
        }
        if (toEnd >= threshold) {
            toEnd = average / 2;
        }
        double factor = sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled;
        return change * (perSecond ? factor / ((window.end() - window.start()) / 1e3) : factor);
    }

    private static double lastTwo(Window window, boolean rate) {
        int last = window.count() - 1;
        if (last < 1 || window.time(last) == window.time(last - 1)) {
            return StepSeries.ABSENT;
        }
        double current = window.value(last);
        double previous = window.value(last - 1);
        if (!rate) {
            return current - previous;
        }
        // a counter that fell has started again at zero
        double change = current < previous ? current : current - previous;
        return change / ((window.time(last) - window.time(last - 1)) / 1e3);
    }

    private static double resets(Window window) {
        int resets = 0;
        for (int i = 1; i < window.count(); i++) {
            resets += window.value(i) < window.value(i - 1) ? 1 : 0;
        }
        return resets;
    }

    private static double changes(Window window) {
        int changes = 0;
        for (int i = 1; i < window.count(); i++) {
            double current = window.value(i);
            double previous = window.value(i - 1);
            changes += current != previous && !(Double.isNaN(current) && Double.isNaN(previous)) ? 1 : 0;
        }
        return changes;
    }
}
