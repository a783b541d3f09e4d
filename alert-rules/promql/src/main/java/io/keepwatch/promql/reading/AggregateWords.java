package io.keepwatch.promql.reading;

import io.keepwatch.promql.syntax.Expr.Aggregate;
import io.keepwatch.telemetry.series.LabelText;
import java.util.List;

/// How many series become few.
final class AggregateWords {

    private AggregateWords() {}

    /// All but what is aggregated: "the sum for each job".
    static String before(Aggregate aggregate) {
        return what(aggregate) + " " + groups(aggregate);
    }

    private static String what(Aggregate aggregate) {
        String parameter = aggregate.parameter() == null ? "" : PlainReading.phrase(aggregate.parameter()).inside();
        return switch (aggregate.operator()) {
            case SUM -> "the sum";
            case AVG -> "the mean";
            case COUNT -> "the number of series";
            case MIN -> "the least value";
            case MAX -> "the greatest value";
            case GROUP -> "1";
            case STDDEV -> "the standard deviation";
            case STDVAR -> "the variance";
            case TOPK -> "the " + parameter + " series with the greatest values";
            case BOTTOMK -> "the " + parameter + " series with the least values";
            case COUNT_VALUES -> "the number of series with each value (named by the label " + parameter + ")";
            case QUANTILE -> "the " + parameter + " quantile";
            case LIMITK -> "any " + parameter + " series";
            case LIMIT_RATIO -> "a share of " + parameter + " of the series";
        };
    }

    private static String groups(Aggregate aggregate) {
        List<String> labels = aggregate.grouping().stream().map(LabelText::label).toList();
        if (aggregate.without()) {
            return labels.isEmpty() ? "for each set of labels" : "for each set of labels without " + PlainReading.list(labels);
        }
        return labels.isEmpty() ? "over all series" : "for each " + PlainReading.list(labels);
    }
}
