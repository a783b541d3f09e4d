package io.keepwatch.prometheus;

import io.keepwatch.promql.QueryLimits;
import io.keepwatch.settings.ConfigurationSection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `keepwatch.promql`: what queries may cost.
///
/// @param maxSamples  that all running queries hold in memory together, so that one alone may use them all; by the heap unless given
/// @param maxSeries   that one query may read; by the heap unless given
/// @param timeout     of a query, waiting for its turn included
/// @param concurrency queries that are evaluated at once; read at the start
record QuerySettings(
        @Nullable Long maxSamples,
        @Nullable Integer maxSeries,
        @DefaultValue("2m") Duration timeout,
        @Nullable Integer concurrency) {

    static final ConfigurationSection<QuerySettings> SECTION = new ConfigurationSection<>("keepwatch.promql", QuerySettings.class);

    /// A sample is a time and a value.
    private static final int BYTES_PER_SAMPLE = 16;
    /// Labels, their text, and what is calculated from them.
    private static final int BYTES_PER_SERIES = 2_000;

    QuerySettings {
        require(maxSamples == null || maxSamples > 0, "max-samples must be 1 or more, e.g. 10000000");
        require(maxSeries == null || maxSeries > 0, "max-series must be 1 or more, e.g. 100000");
        require(concurrency == null || concurrency > 0, "concurrency must be 1 or more, e.g. 4");
        require(timeout.compareTo(Duration.ofMillis(1)) >= 0, "timeout must be longer than nothing, e.g. 2m");
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /// A quarter of the heap is for samples and an eighth for series; the rest is ingest's, the console's and the collector's of garbage.
    QueryLimits limits(long heapBytes) {
        long samples = maxSamples != null ? maxSamples : heapBytes / 4 / BYTES_PER_SAMPLE;
        int series = maxSeries != null ? maxSeries : (int) Math.min(Integer.MAX_VALUE, heapBytes / 8 / BYTES_PER_SERIES);
        return new QueryLimits(samples, series, timeout);
    }

    int threads(int processors) {
        return concurrency != null ? concurrency : Math.max(2, processors);
    }
}
