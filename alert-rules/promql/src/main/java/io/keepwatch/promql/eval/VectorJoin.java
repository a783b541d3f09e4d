package io.keepwatch.promql.eval;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.syntax.BinaryOperator;
import io.keepwatch.promql.syntax.Expr.VectorMatching.Cardinality;
import io.keepwatch.promql.syntax.Expr.VectorMatching;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.telemetry.series.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// Arithmetic and comparison between two vectors. It goes step by step, for which series meet may differ from step to step.
final class VectorJoin {

    private final Expr.Binary binary;
    private final VectorMatching matching;
    private final Grid grid;
    private final Evaluator evaluator;
    private final boolean swapped;
    private final Signatures keys;
    private final DoubleBinaryOperator function;
    private final Map<Pair, Result> byPair = new HashMap<>();
    private final Map<Labels, Result> results = new LinkedHashMap<>();

    private static final int NOBODY = -1;

    private record Pair(int many, int one) {}

    /// A series of the result; its column is made when it gets its first value.
    private static final class Result {
        private final Labels labels;
        private @Nullable StepSeries series;
        /// By which signatures it was reached at the last step that reached it; the others, when there are several.
        private int step = NOBODY;
        private int signature;
        private final Set<Integer> otherSignatures = new HashSet<>();

        Result(Labels labels) {
            this.labels = labels;
        }

        /// @return false when it was reached by this signature at this step before
        boolean reach(int step, int signature) {
            if (this.step != step) {
                this.step = step;
                this.signature = signature;
                otherSignatures.clear();
                return true;
            }
            return this.signature != signature && otherSignatures.add(signature);
        }
    }

    /// Whom a series of the "many" side met last, mostly the same from step to step.
    private static final class Meeting {
        private int partner = Integer.MIN_VALUE;
        private @Nullable Result result;
    }

    VectorJoin(Expr.Binary binary, VectorMatching matching, Grid grid, Evaluator evaluator) {
        this.binary = binary;
        this.matching = matching;
        this.grid = grid;
        this.evaluator = evaluator;
        this.keys = new Signatures(matching);
        this.function = Arithmetic.of(binary.operator());
        this.swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
    }

    Value join(List<StepSeries> left, List<StepSeries> right) {
        List<StepSeries> many = swapped ? right : left;
        List<StepSeries> one = swapped ? left : right;
        if (many.isEmpty() && one.isEmpty() || (many.isEmpty() || one.isEmpty()) && !matching.fills()) {
            return new Value.Vector(List.of());
        }
        var signatures = new Signatures(matching);
        int[] manySignatures = signatures.of(many);
        int[] oneSignatures = signatures.of(one);
        int[] partners = new int[signatures.count()];
        var matched = new Matched(signatures.count());
        var meetings = new Meeting[many.size()];
        Arrays.setAll(meetings, _ -> new Meeting());
        for (int step = 0; step < grid.steps(); step++) {
            evaluator.budget().check();
            findPartners(step, one, oneSignatures, partners);
            matched.clear();
            joinMany(step, many, one, manySignatures, partners, meetings, matched);
            joinLonely(step, one, oneSignatures, matched);
        }
        return new Value.Vector(results.values().stream().map(result -> result.series).filter(Objects::nonNull).toList());
    }

    private void findPartners(int step, List<StepSeries> one, int[] oneSignatures, int[] partners) {
        Arrays.fill(partners, NOBODY);
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i).has(step)) {
                int known = partners[oneSignatures[i]];
                if (known != NOBODY) {
                    throw duplicateOne(one.get(known).labels(), one.get(i).labels());
                }
                partners[oneSignatures[i]] = i;
            }
        }
    }

    private void joinMany(int step, List<StepSeries> many, List<StepSeries> one, int[] manySignatures, int[] partners,
            Meeting[] meetings, Matched matched) {
        Double fill = matching.fillRight();
        for (int i = 0; i < many.size(); i++) {
            int partner = partners[manySignatures[i]];
            if (!many.get(i).has(step) || partner == NOBODY && fill == null) {
                continue;
            }
            Meeting meeting = meetings[i];
            Result result = meeting.result;
            if (result == null || meeting.partner != partner) {
                Labels own = many.get(i).labels();
                result = byPair.computeIfAbsent(new Pair(i, partner),
                        pair -> result(labels(own, pair.one() == NOBODY ? keys.labels(own) : one.get(pair.one()).labels())));
                meeting.partner = partner;
                meeting.result = result;
            }
            matched.add(step, manySignatures[i], result);
            put(step, result, many.get(i).values()[step], partner == NOBODY && fill != null ? fill : one.get(partner).values()[step]);
        }
    }

    /// With `fill`, those of the "one" side that nobody met.
    private void joinLonely(int step, List<StepSeries> one, int[] oneSignatures, Matched matched) {
        Double fill = matching.fillLeft();
        for (int i = 0; fill != null && i < one.size(); i++) {
            if (one.get(i).has(step) && !matched.any(oneSignatures[i])) {
                Labels own = one.get(i).labels();
                Result result = byPair.computeIfAbsent(new Pair(NOBODY, i), _ -> result(labels(keys.labels(own), own)));
                matched.add(step, oneSignatures[i], result);
                put(step, result, fill, one.get(i).values()[step]);
            }
        }
    }

    private Result result(Labels labels) {
        return results.computeIfAbsent(labels, Result::new);
    }

    private void put(int step, Result result, double many, double one) {
        double left = swapped ? one : many;
        double value = function.applyAsDouble(left, swapped ? many : one);
        boolean filter = binary.operator().isComparison() && !binary.returnBool();
        if (filter && value == 0) {
            return;
        }
        if (result.series == null) {
            result.series = new StepSeries(result.labels, evaluator.column(grid), binary.returnBool() && evaluator.delayedNameRemoval());
        } else if (result.series.has(step)) {
            throw SameLabels.duplicate();
        }
        result.series.values()[step] = filter ? left : value;
    }

    private Labels labels(Labels many, Labels one) {
        boolean dropsName = binary.operator().changesMetric() || binary.returnBool() && !evaluator.delayedNameRemoval();
        Labels labels = dropsName ? many.withoutMetric() : many;
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            labels = matching.on() ? labels.only(matching.labels()) : labels.without(matching.labels());
        }
        for (String label : matching.include()) {
            labels = labels.with(label, one.get(label));
        }
        return labels;
    }

    private PromQlException duplicateOne(Labels known, Labels duplicate) {
        Labels group = keys.labels(duplicate);
        List<String> both = new ArrayList<>(List.of(known.toString(), duplicate.toString()));
        both.sort(null);
        return PromQlException.execution("found duplicate series for the match group " + group + " on the " + (swapped ? "left" : "right")
                + " hand-side of the operation: [" + both.getFirst() + ", " + both.getLast()
                + "];many-to-many matching not allowed: matching labels must be unique on one side");
    }

    /// Who has found a partner at the current step: by signature alone, or by the labels of the result when many may.
    private final class Matched {
        private final boolean[] once;

        Matched(int signatures) {
            once = new boolean[signatures];
        }

        void clear() {
            Arrays.fill(once, false);
        }

        boolean any(int signature) {
            return once[signature];
        }

        void add(int step, int signature, Result result) {
            boolean known = once[signature];
            once[signature] = true;
            if (matching.cardinality() != Cardinality.ONE_TO_ONE) {
                if (!result.reach(step, signature)) {
                    throw PromQlException.execution("multiple matches for labels: grouping labels must ensure unique matches");
                }
            } else if (known) {
                throw PromQlException.execution("multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
            }
        }
    }
}
