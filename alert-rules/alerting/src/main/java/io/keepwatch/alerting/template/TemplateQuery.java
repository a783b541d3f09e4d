package io.keepwatch.alerting.template;

import io.keepwatch.promql.QueryResult.Sample;
import java.time.Instant;
import java.util.List;

/// Answers the `query` function of templates.
@FunctionalInterface
public interface TemplateQuery {

    /// A scalar is one sample without labels. What this throws becomes the error of the text.
    ///
    /// @throws io.keepwatch.promql.PromQlException when the expression cannot be evaluated
    List<Sample> vector(String expression, Instant at);
}
