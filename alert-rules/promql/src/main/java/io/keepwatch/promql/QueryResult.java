package io.keepwatch.promql;

import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.util.List;

/// The value of a query.
public sealed interface QueryResult {

    record Scalar(long timeMillis, double value) implements QueryResult {}

    record Text(long timeMillis, String value) implements QueryResult {}

    /// In the order the query asks for; by labels or none in particular otherwise.
    record Vector(List<Sample> samples) implements QueryResult {}

    /// In order of labels.
    record Matrix(List<SampleColumn> series) implements QueryResult {}

    record Sample(Labels labels, long timeMillis, double value) {}
}
