package io.keepwatch.promql.conformance;

import io.keepwatch.promql.conformance.TestCommand.Eval;
import io.keepwatch.promql.conformance.TestCommand.OutOfReach;
import io.keepwatch.promql.syntax.Experimental;
import io.keepwatch.promql.syntax.Expr;
import java.util.List;
import java.util.Optional;

/// The one place that says which cases are left out, and why: by what is written in them, never by their line.
final class LeftOut {

    private LeftOut() {}

    static Optional<String> why(Eval eval, Expr query, List<OutOfReach> loaded) {
        if (eval.expected().nativeHistogram()) {
            return Optional.of("native histograms");
        }
        return why(query, loaded);
    }

    private static Optional<String> why(Expr expr, List<OutOfReach> loaded) {
        String own = switch (expr) {
            case Expr e when Experimental.notBuilt(e) != null -> String.valueOf(Experimental.notBuilt(e));
            case Expr.VectorSelector s -> loaded.stream()
                    .filter(series -> s.matchers().stream().allMatch(matcher -> matcher.matches(series.labels())))
                    .map(OutOfReach::why).findFirst().orElse("");
            default -> "";
        };
        return own.isEmpty() ? expr.children().stream().map(child -> why(child, loaded)).flatMap(Optional::stream).findFirst() : Optional.of(own);
    }
}
