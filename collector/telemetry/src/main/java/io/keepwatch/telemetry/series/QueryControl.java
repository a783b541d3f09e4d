package io.keepwatch.telemetry.series;

/// Ends a query that is cancelled, late, or larger than its limits.
public interface QueryControl {

    /// @throws PromQlException when the query was cancelled or its time is over
    void check();

    /// @throws PromQlException when the query has read more samples or series than it may
    void samplesRead(int series, long samples);

    /// Of the series read, so many came from the store's memory; a matter of explanation only.
    default void remembered(int series) {}
}
