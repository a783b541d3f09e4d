package io.keepwatch.promql.eval;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryAnswer;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.ValueType;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Evaluates one query: every expression gives a column of values per series, one value per step.
public final class Evaluator {

    private final QueryOptions options;
    private final Budget budget;
    private final Annotations annotations;
    private final Selectors selectors;
    private final StepLog steps = new StepLog();

    public Evaluator(String query, SeriesStore store, QueryOptions options, Clock clock) {
        this.options = options;
        this.budget = new Budget(options, clock);
        this.annotations = new Annotations(query);
        this.selectors = new Selectors(store, budget, this, options);
    }

    public QueryAnswer instant(Expr expr, long time) {
        Grid grid = Grid.at(time);
        Expr prepared = new Preparation(grid, new Durations(0, 0)).prepared(expr);
        if (prepared.type() == ValueType.RANGE_VECTOR) {
            List<RangeSeries> series = new ArrayList<>();
            selectors.eachRange(prepared, grid, series::add);
            budget.hold(series.stream().mapToLong(one -> one.times().length).sum());
            return answer(new QueryResult.Matrix(finished(series)));
        }
        return answer(switch (eval(prepared, grid)) {
            case Value.Scalar scalar -> new QueryResult.Scalar(time, scalar.values()[0]);
            case Value.Text text -> new QueryResult.Text(time, text.value());
            case Value.Vector vector -> new QueryResult.Vector(finish(vector.series()).stream()
                    .map(series -> new QueryResult.Sample(series.labels(), time, series.values()[0])).toList());
        });
    }

    public QueryAnswer range(Expr expr, Grid grid) {
        long step = grid.interval();
        Expr prepared = new Preparation(grid, new Durations(step, grid.end() - grid.start())).prepared(expr);
        List<StepSeries> series = switch (eval(prepared, grid)) {
            case Value.Scalar scalar -> List.of(new StepSeries(Labels.EMPTY, scalar.values(), false));
            case Value.Vector vector -> finish(vector.series());
            case Value.Text _ -> List.of();
        };
        return answer(new QueryResult.Matrix(series.stream().map(s -> samples(s, grid))
                .sorted((a, b) -> a.labels().compareTo(b.labels())).toList()));
    }

    private QueryAnswer answer(QueryResult result) {
        return new QueryAnswer(result, annotations.warnings(), annotations.infos(), budget.read(), budget.peak(), steps.steps());
    }

    private List<SampleColumn> finished(List<RangeSeries> series) {
        return series.stream().filter(s -> s.times().length > 0)
                .map(s -> new SampleColumn(s.dropName() ? s.labels().withoutMetric() : s.labels(), s.times(), s.values()))
                .sorted((a, b) -> a.labels().compareTo(b.labels())).toList();
    }

    static SampleColumn samples(StepSeries series, Grid grid) {
        double[] values = series.values();
        long[] times = new long[values.length];
        double[] present = new double[values.length];
        int count = 0;
        for (int step = 0; step < values.length; step++) {
            if (series.has(step)) {
                times[count] = grid.time(step);
                present[count++] = values[step];
            }
        }
        return new SampleColumn(series.labels(), Arrays.copyOf(times, count), Arrays.copyOf(present, count));
    }

    /// Drops the names that were to be dropped, and the series that have no value.
    private List<StepSeries> finish(List<StepSeries> series) {
        List<StepSeries> dropped = series.stream().filter(s -> !s.isEmpty())
                .map(s -> s.dropName() ? s.withLabels(s.labels().withoutMetric(), false) : s).toList();
        return SameLabels.merged(dropped);
    }

    Value eval(Expr expr, Grid grid) {
        budget.check();
        if (grid.count() > options.limits().maxSamples()) {
            throw PromQlException.execution("query processing would load too many samples into memory in query execution");
        }
        long before = budget.held();
        StepLog.Begun begun = steps.begin(expr);
        Value value = evaluated(expr, grid);
        steps.end(begun, value);
        budget.settle(before + value.size());
        return value;
    }

    private Value evaluated(Expr expr, Grid grid) {
        return switch (expr) {
            case Expr.NumberLiteral n -> constant(n.value(), grid);
            case Expr.StringLiteral s -> new Value.Text(s.value());
            case Expr.Parenthesized p -> eval(p.inner(), grid);
            case Expr.Unary u -> unary(u, grid);
            case Expr.Binary b -> BinaryExpressions.eval(b, grid, this);
            case Expr.Aggregate a -> Aggregations.eval(a, grid, this);
            case Expr.Call c -> FunctionLibrary.body(c.function()).call(c, grid, this);
            case Expr.VectorSelector s -> new Value.Vector(selectors.instant(s, grid, false));
            case Expr.StepInvariant s -> repeated(eval(s.inner(), Grid.at(grid.start())), grid);
            case Expr.RangeSelector _, Expr.Subquery _ ->
                    throw new IllegalStateException("a range vector has no value per step: " + expr.position());
        };
    }

    private Value constant(double value, Grid grid) {
        double[] values = column(grid);
        Arrays.fill(values, value);
        return new Value.Scalar(values);
    }

    private Value unary(Expr.Unary u, Grid grid) {
        Value operand = eval(u.operand(), grid);
        if (!u.negative()) {
            return operand;
        }
        return switch (operand) {
            case Value.Scalar scalar -> new Value.Scalar(Arrays.stream(scalar.values()).map(v -> -v).toArray());
            case Value.Vector vector -> new Value.Vector(SameLabels.merged(vector.series().stream()
                    .map(series -> withoutName(series, Columns.map(series.values(), v -> -v))).toList()));
            case Value.Text text -> text;
        };
    }

    private Value repeated(Value once, Grid grid) {
        return switch (once) {
            case Value.Scalar scalar -> constant(scalar.values()[0], grid);
            case Value.Text text -> text;
            case Value.Vector vector -> new Value.Vector(vector.series().stream().map(series -> {
                double[] values = column(grid);
                Arrays.fill(values, series.values()[0]);
                return new StepSeries(series.labels(), values, series.dropName());
            }).toList());
        };
    }

    List<StepSeries> vector(Expr expr, Grid grid) {
        return eval(expr, grid) instanceof Value.Vector vector ? vector.series() : List.of();
    }

    double[] scalar(Expr expr, Grid grid) {
        return eval(expr, grid) instanceof Value.Scalar scalar ? scalar.values() : new double[grid.steps()];
    }

    static String text(Expr expr) {
        Expr bare = expr;
        while (bare instanceof Expr.StepInvariant s) {
            bare = s.inner();
        }
        return bare instanceof Expr.StringLiteral literal ? literal.value() : "";
    }

    /// A column without values, counted against the query's budget.
    double[] column(Grid grid) {
        budget.hold(grid.count());
        double[] values = new double[grid.steps()];
        Arrays.fill(values, StepSeries.ABSENT);
        return values;
    }

    /// The series with other values, which are no longer those of its metric.
    StepSeries withoutName(StepSeries series, double[] values) {
        return options.delayedNameRemoval() ? new StepSeries(series.labels(), values, true)
                : new StepSeries(series.labels().withoutMetric(), values, false);
    }

    /// The metric's name for a message, if names are still there.
    String nameForMessage(Labels labels) {
        return options.delayedNameRemoval() ? labels.metricName() : "";
    }

    boolean delayedNameRemoval() {
        return options.delayedNameRemoval();
    }

    Selectors selectors() {
        return selectors;
    }

    Annotations annotations() {
        return annotations;
    }

    Budget budget() {
        return budget;
    }
}
