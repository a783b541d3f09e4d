package io.keepwatch.alerting.evaluation;

import io.keepwatch.promql.QueryResult.Sample;
import org.jspecify.annotations.Nullable;

/// Takes the samples that rules make: recorded ones, `ALERTS`, `ALERTS_FOR_STATE`, and stale markers.
@FunctionalInterface
public interface SampleSink {

    /// @return why the sample is refused, which makes the rule unhealthy; null when it is taken
    @Nullable String append(Sample sample);
}
