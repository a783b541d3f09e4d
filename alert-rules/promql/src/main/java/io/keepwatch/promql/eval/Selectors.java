package io.keepwatch.promql.eval;

import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.syntax.DurationExpr;
import io.keepwatch.promql.syntax.Expr.VectorSelector;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.series.SeriesStore.Selection;
import io.keepwatch.telemetry.series.SeriesStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads what selectors name, each with its own time range, and evaluates subqueries.
final class Selectors {

    private final SeriesStore store;
    private final Budget budget;
    private final Evaluator evaluator;
    private final long lookback;
    private final long defaultStep;

    Selectors(SeriesStore store, Budget budget, Evaluator evaluator, QueryOptions options) {
        this.store = store;
        this.budget = budget;
        this.evaluator = evaluator;
        this.lookback = options.lookback().toMillis();
        this.defaultStep = options.subqueryStep().toMillis();
    }

    /// The latest sample of each series at each step, unless it is stale or older than the lookback.
    ///
    /// @param ofTime the sample's time in seconds instead of its value
    List<StepSeries> instant(VectorSelector selector, Grid grid, boolean ofTime) {
        Long at = selector.shift().atMillis();
        long offset = selector.shift().offsetMillis();
        long first = (at == null ? grid.start() : at) - offset;
        long last = (at == null ? grid.last() : at) - offset;
        List<StepSeries> found = new ArrayList<>();
        each(selector, first - lookback, last, column -> {
            double[] values = evaluator.column(grid);
            if (fill(values, column, grid, at, offset, ofTime)) {
                found.add(new StepSeries(column.labels(), values, false));
            }
        });
        return StepSeries.sorted(found);
    }

    private boolean fill(double[] values, SampleColumn column, Grid grid, @Nullable Long at, long offset, boolean ofTime) {
        long[] times = column.times();
        int latest = -1;
        boolean any = false;
        for (int step = 0; step < values.length; step++) {
            long time = (at == null ? grid.time(step) : at) - offset;
            while (latest + 1 < times.length && times[latest + 1] <= time) {
                latest++;
            }
            if (latest >= 0 && times[latest] > time - lookback && !StepSeries.absent(column.values()[latest])) {
                values[step] = ofTime ? times[latest] / 1e3 : column.values()[latest];
                any = true;
            }
        }
        return any;
    }

    static Windows windows(Expr expr) {
        return switch (expr) {
            case Expr.RangeSelector r -> new Windows(millis(r.range()), r.selector().shift().offsetMillis(), r.selector().shift().atMillis());
            case Expr.Subquery s -> new Windows(millis(s.range()), s.shift().offsetMillis(), s.shift().atMillis());
            case Expr.Parenthesized p -> windows(p.inner());
            case Expr.StepInvariant s -> windows(s.inner());
            default -> throw new IllegalStateException("not a range vector: " + expr.type());
        };
    }

    /// Hands out the samples of a range vector series by series, in any order, so that the samples of only one are held.
    void eachRange(Expr expr, Grid grid, Consumer<RangeSeries> each) {
        Windows windows = windows(expr);
        long after = windows.end(grid.start()) - windows.rangeMillis();
        long last = windows.end(grid.last());
        switch (expr) {
            case Expr.RangeSelector r -> each(r.selector(), after, last, column -> each.accept(withoutStale(column)));
            case Expr.Subquery s -> eachOfSubquery(s, after, last, each);
            case Expr.Parenthesized p -> eachRange(p.inner(), grid, each);
            case Expr.StepInvariant s -> eachRange(s.inner(), grid, each);
            default -> throw new IllegalStateException("not a range vector: " + expr.type());
        }
    }

    private void eachOfSubquery(Expr.Subquery s, long after, long last, Consumer<RangeSeries> each) {
        long step = s.step() == null ? defaultStep : Math.max(1, millis(s.step()));
        // the first multiple of the step inside the range
        var inner = new Grid((Math.floorDiv(after, step) + 1) * step, last, step);
        if (inner.count() == 0) {
            return;
        }
        for (StepSeries series : evaluator.vector(s.inner(), inner)) {
            SampleColumn samples = Evaluator.samples(series, inner);
            each.accept(new RangeSeries(samples.labels(), samples.times(), samples.values(), series.dropName()));
        }
    }

    private static long millis(DurationExpr duration) {
        return duration instanceof DurationExpr.Literal literal ? literal.millis() : 0;
    }

    private void each(VectorSelector selector, long after, long until, Consumer<SampleColumn> each) {
        store.forEach(new Selection(selector.matchers(), after, until), budget, column -> {
            budget.check();
            each.accept(column);
            budget.evaluated(column.times().length);
        });
        budget.evaluated();
        budget.check();
    }

    private static RangeSeries withoutStale(SampleColumn column) {
        double[] values = column.values();
        int stale = 0;
        for (double value : values) {
            stale += StepSeries.absent(value) ? 1 : 0;
        }
        if (stale == 0) {
            return new RangeSeries(column.labels(), column.times(), values, false);
        }
        long[] times = new long[values.length];
        double[] kept = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (!StepSeries.absent(values[i])) {
                times[count] = column.times()[i];
                kept[count++] = values[i];
            }
        }
        return new RangeSeries(column.labels(), Arrays.copyOf(times, count), Arrays.copyOf(kept, count), false);
    }
}
