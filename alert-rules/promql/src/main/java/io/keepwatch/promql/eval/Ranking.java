package io.keepwatch.promql.eval;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// `topk` and `bottomk`: the series with the greatest or least values of each group, at each step anew. They keep all their labels.
final class Ranking {

    private Ranking() {}

    static Value eval(boolean top, Collection<List<StepSeries>> groups, double[] parameters, int seriesCount, Grid grid,
                      Evaluator evaluator) {
        int[] wanted = wanted(parameters, seriesCount);
        List<StepSeries> results = new ArrayList<>();
        for (List<StepSeries> members : groups) {
            evaluator.budget().check();
            if (grid.single()) {
                results.addAll(best(top, members, 0, wanted[0]));
            } else {
                results.addAll(overSteps(top, members, wanted, grid, evaluator));
            }
        }
        return new Value.Vector(results);
    }

    private static List<StepSeries> overSteps(boolean top, List<StepSeries> members, int[] wanted, Grid grid, Evaluator evaluator) {
        Map<StepSeries, double[]> kept = new IdentityHashMap<>();
        for (int step = 0; step < wanted.length; step++) {
            for (StepSeries best : best(top, members, step, wanted[step])) {
                kept.computeIfAbsent(best, _ -> evaluator.column(grid))[step] = best.values()[step];
            }
        }
        return members.stream().filter(kept::containsKey)
                .map(member -> new StepSeries(member.labels(), kept.getOrDefault(member, member.values()), member.dropName())).toList();
    }

    private static List<StepSeries> best(boolean top, List<StepSeries> members, int step, int wanted) {
        if (wanted < 1) {
            return List.of();
        }
        Comparator<StepSeries> order = Comparator.comparingDouble(series -> VectorFunctions.order(series.values()[step], top));
        return members.stream().filter(member -> member.has(step)).sorted(order).limit(wanted).toList();
    }

    private static int[] wanted(double[] parameters, int seriesCount) {
        int[] wanted = new int[parameters.length];
        for (int step = 0; step < wanted.length; step++) {
            double k = parameters[step];
            if (Double.isNaN(k)) {
                throw PromQlException.execution("Parameter value is NaN");
            }
            if (k >= 0x1p63) {
                throw PromQlException.execution("Scalar value " + PromQlText.general(k) + " overflows int64");
            }
            if (k <= -0x1p63) {
                throw PromQlException.execution("Scalar value " + PromQlText.general(k) + " underflows int64");
            }
            wanted[step] = (int) Math.min(k, seriesCount);
        }
        return wanted;
    }
}
