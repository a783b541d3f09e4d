package io.keepwatch.alerting.evaluation;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.List;

/// What the expressions of rules return at a slot. By default each is asked of the store; whoever evaluates many slots at once can read ahead.
@FunctionalInterface
public interface SlotAnswers {

    /// A scalar is one sample without labels.
    ///
    /// @throws io.keepwatch.promql.PromQlException when the expression cannot be evaluated
    List<Sample> vector(String expression, Instant at);

    /// A query's result as a rule takes it.
    static List<Sample> vector(QueryResult result) {
        return switch (result) {
            case QueryResult.Vector vector -> vector.samples();
            case QueryResult.Scalar scalar -> List.of(new Sample(Labels.EMPTY, scalar.timeMillis(), scalar.value()));
            case QueryResult.Matrix _, QueryResult.Text _ -> throw PromQlException.execution("rule result is not a vector or scalar");
        };
    }
}
