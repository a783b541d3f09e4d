package io.keepwatch.ui.promql;

import io.keepwatch.prometheus.QueryRun;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesCatalog.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a query that was answered has no series: the metric or the label that nothing matches.
record NothingFound(SeriesCatalog catalog) {

    private static final int EXAMPLES = 3;
    private static final String SOMETHING_ELSE =
            "What it selects is there, but a comparison, a join or a function leaves none of it; below is what each part found.";

    String reason(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.run() != null)
                .flatMap(answer -> answer.run().reads().stream()).filter(read -> read.series() == 0).findFirst()
                .map(this::reason).orElse(SOMETHING_ELSE);
    }

    private String reason(QueryRun.Read read) {
        List<LabelMatcher> matchers = PromQlEngine.selector(read.selector());
        Optional<LabelMatcher> name = matchers.stream()
                .filter(matcher -> matcher.label().equals(Labels.NAME) && matcher.operator() == Operator.EQUAL).findFirst();
        if (name.isPresent() && catalog.series(scope(read, List.of(name.get()))).isEmpty()) {
            return "The metric " + name.get().value() + " has no samples in this time.";
        }
        return matchers.stream().filter(matcher -> !matcher.label().equals(Labels.NAME))
                .filter(matcher -> catalog.series(scope(read, with(name, matcher))).isEmpty()).findFirst()
                .map(matcher -> "No series has " + matcher + ". " + instead(read, name, matcher))
                .orElse("Each condition of " + read.selector() + " is met by some series, but no series meets all of them.");
    }

    private String instead(QueryRun.Read read, Optional<LabelMatcher> name, LabelMatcher matcher) {
        List<String> values = catalog.labelValues(matcher.label(), scope(read, name.stream().toList()));
        return values.isEmpty() ? "None has a label " + matcher.label() + "."
                : "There is " + values.stream().limit(EXAMPLES).collect(Collectors.joining(", ")) + (values.size() > EXAMPLES ? " …" : "") + ".";
    }

    private static List<LabelMatcher> with(Optional<LabelMatcher> name, LabelMatcher matcher) {
        return name.map(other -> List.of(other, matcher)).orElse(List.of(matcher));
    }

    private static Scope scope(QueryRun.Read read, List<LabelMatcher> matchers) {
        return new Scope(matchers.isEmpty() ? List.of() : List.of(matchers), read.afterMillis() + 1, read.untilMillis(), EXAMPLES + 1);
    }
}
