package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.sql.Parameters;

/// Which series have a sample in a span.
public final class SampledSeries {

    private SampledSeries() {}

    /// A query for `metric, fingerprint`.
    public static String sql(TimeSpan span, Parameters parameters) {
        return "SELECT metric, fingerprint FROM metric_samples WHERE " + span.times(parameters) + " GROUP BY metric, fingerprint"
                + " UNION ALL SELECT metric, fingerprint FROM metric_chunks WHERE " + span.chunks(parameters);
    }
}
