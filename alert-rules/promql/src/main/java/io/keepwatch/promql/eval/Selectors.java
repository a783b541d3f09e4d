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
        for (SampleColumn column : select(selector, first - lookback, last)) {
            budget.check();
            double[] values = evaluator.column(grid);
            if (fill(values, column, grid, at, offset, ofTime)) {
                found.add(new StepSeries(column.labels(), values, false));
            }
        }
        return found;
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

    RangeColumns ranges(Expr expr, Grid grid) {
        return switch (expr) {
            case Expr.RangeSelector r -> ranges(r, grid);
            case Expr.Subquery s -> subquery(s, grid);
            case Expr.Parenthesized p -> ranges(p.inner(), grid);
            case Expr.StepInvariant s -> ranges(s.inner(), grid);
            default -> throw new IllegalStateException("not a range vector: " + expr.type());
        };
    }

    private RangeColumns ranges(Expr.RangeSelector r, Grid grid) {
        long range = millis(r.range());
        long offset = r.selector().shift().offsetMillis();
        Long at = r.selector().shift().atMillis();
        long first = (at == null ? grid.start() : at) - offset - range;
        long last = (at == null ? grid.last() : at) - offset;
        List<RangeSeries> series = select(r.selector(), first, last).stream().map(Selectors::withoutStale).toList();
        return new RangeColumns(series, range, offset, at);
    }

    private RangeColumns subquery(Expr.Subquery s, Grid grid) {
        long range = millis(s.range());
        long offset = s.shift().offsetMillis();
        long step = s.step() == null ? defaultStep : Math.max(1, millis(s.step()));
        Long at = s.shift().atMillis();
        long after = (at == null ? grid.start() : at) - offset - range;
        long last = (at == null ? grid.last() : at) - offset;
        // the first multiple of the step inside the range
        var inner = new Grid((Math.floorDiv(after, step) + 1) * step, last, step);
        if (inner.count() == 0) {
            return new RangeColumns(List.of(), range, offset, at);
        }
        List<RangeSeries> series = evaluator.vector(s.inner(), inner).stream().map(stepSeries -> {
            SampleColumn samples = Evaluator.samples(stepSeries, inner);
            return new RangeSeries(samples.labels(), samples.times(), samples.values(), stepSeries.dropName());
        }).toList();
        return new RangeColumns(series, range, offset, at);
    }

    private static long millis(DurationExpr duration) {
        return duration instanceof DurationExpr.Literal literal ? literal.millis() : 0;
    }

    private List<SampleColumn> select(VectorSelector selector, long after, long until) {
        List<SampleColumn> columns = store.select(new Selection(selector.matchers(), after, until), budget);
        budget.check();
        budget.arrived(columns.stream().mapToLong(column -> column.times().length).sum());
        return columns;
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
