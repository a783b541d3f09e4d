package io.keepwatch.promql.eval;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.syntax.Aggregator;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.LabelNames;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Aggregation operators over the series of a vector, group by group.
final class Aggregations {

    private Aggregations() {}

    static Value eval(Expr.Aggregate aggregate, Grid grid, Evaluator evaluator) {
        Expr parameter = aggregate.parameter();
        if (aggregate.operator() == Aggregator.COUNT_VALUES && parameter != null) {
            return countValues(aggregate, Evaluator.text(parameter), grid, evaluator);
        }
        double[] parameters = parameter == null ? new double[0] : evaluator.scalar(parameter, grid);
        List<StepSeries> series = evaluator.vector(aggregate.argument(), grid);
        Map<Labels, List<StepSeries>> groups = groups(aggregate, series);
        return switch (aggregate.operator()) {
            case TOPK, BOTTOMK -> Ranking.eval(aggregate.operator() == Aggregator.TOPK, groups.values(), parameters, series.size(), grid, evaluator);
            case QUANTILE -> quantile(aggregate, groups, parameters, grid, evaluator);
            default -> folded(aggregate.operator(), groups, grid, evaluator);
        };
    }

    private static Map<Labels, List<StepSeries>> groups(Expr.Aggregate aggregate, List<StepSeries> series) {
        Set<String> names = names(aggregate);
        Map<Labels, List<StepSeries>> groups = new LinkedHashMap<>();
        for (StepSeries s : series) {
            groups.computeIfAbsent(group(aggregate, names, s.labels()), _ -> new ArrayList<>()).add(s);
        }
        return groups;
    }

    private static Set<String> names(Expr.Aggregate aggregate) {
        var names = new TreeSet<>(aggregate.grouping());
        if (aggregate.without()) {
            names.add(Labels.NAME);
        }
        return names;
    }

    private static Labels group(Expr.Aggregate aggregate, Set<String> names, Labels labels) {
        return aggregate.without() ? labels.without(names) : names.isEmpty() ? Labels.EMPTY : labels.only(names);
    }

    private static Value folded(Aggregator operator, Map<Labels, List<StepSeries>> groups, Grid grid, Evaluator evaluator) {
        List<StepSeries> results = new ArrayList<>();
        groups.forEach((labels, members) -> {
            evaluator.budget().check();
            double[] values = evaluator.column(grid);
            fold(operator, members, values);
            add(results, labels, values, members);
        });
        return new Value.Vector(results);
    }

    private static void add(List<StepSeries> results, Labels labels, double[] values, List<StepSeries> members) {
        var result = new StepSeries(labels, values, members.stream().anyMatch(StepSeries::dropName));
        if (!result.isEmpty()) {
            results.add(result);
        }
    }

    /// Series by series, for that is how the values lie in memory.
    private static void fold(Aggregator operator, List<StepSeries> members, double[] values) {
        Fold[] folds = new Fold[values.length];
        for (StepSeries member : members) {
            for (int step = 0; step < values.length; step++) {
                if (member.has(step)) {
                    Fold fold = folds[step] == null ? Fold.of(operator) : folds[step];
                    folds[step] = fold;
                    fold.add(member.values()[step]);
                }
            }
        }
        for (int step = 0; step < values.length; step++) {
            values[step] = folds[step] == null ? StepSeries.ABSENT : folds[step].value();
        }
    }

    private static Value quantile(Expr.Aggregate aggregate, Map<Labels, List<StepSeries>> groups, double[] quantiles, Grid grid,
                                  Evaluator evaluator) {
        for (double q : quantiles) {
            if (!(q >= 0 && q <= 1) && aggregate.parameter() != null) {
                evaluator.annotations().invalidQuantile(q, aggregate.parameter().position());
            }
        }
        List<StepSeries> results = new ArrayList<>();
        groups.forEach((labels, members) -> {
            double[] values = evaluator.column(grid);
            double[] present = new double[members.size()];
            for (int step = 0; step < values.length; step++) {
                int count = 0;
                for (StepSeries member : members) {
                    if (member.has(step)) {
                        present[count++] = member.values()[step];
                    }
                }
                values[step] = count == 0 ? StepSeries.ABSENT : Arithmetic.quantile(quantiles[step], present, count);
            }
            add(results, labels, values, members);
        });
        return new Value.Vector(results);
    }

    /// Each value becomes a label, so a series may belong to another group at each step.
    private static Value countValues(Expr.Aggregate aggregate, String label, Grid grid, Evaluator evaluator) {
        if (!LabelNames.valid(label)) {
            throw PromQlException.execution("invalid label name " + LabelText.quote(label));
        }
        Set<String> names = names(aggregate);
        if (!aggregate.without()) {
            names.add(label);
        }
        Map<Labels, double[]> counts = new LinkedHashMap<>();
        for (StepSeries series : evaluator.vector(aggregate.argument(), grid)) {
            evaluator.budget().check();
            for (int step = 0; step < series.values().length; step++) {
                if (series.has(step)) {
                    Labels labels = series.labels().with(label, PromQlText.plain(series.values()[step]));
                    Labels group = aggregate.without() ? labels.without(names) : labels.only(names);
                    double[] column = counts.computeIfAbsent(group, _ -> evaluator.column(grid));
                    column[step] = StepSeries.absent(column[step]) ? 1 : column[step] + 1;
                }
            }
        }
        return new Value.Vector(counts.entrySet().stream().map(count -> new StepSeries(count.getKey(), count.getValue(), false)).toList());
    }
}
