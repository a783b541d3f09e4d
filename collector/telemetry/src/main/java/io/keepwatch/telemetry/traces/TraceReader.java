package io.keepwatch.telemetry.traces;

import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads traces. Every method throws [io.keepwatch.telemetry.StoreUnavailableException] when the store is down, and
/// [io.keepwatch.telemetry.SearchTooBroadException] when it would take too long or too much.
public interface TraceReader {

    /// Traces with at least one span in the range that meets every term.
    List<TraceSummary> search(TimeRange range, SearchQuery query, TraceOrder order, int limit);

    /// How many spans meet the search, how many of them failed, per bucket of [io.keepwatch.telemetry.TimeBuckets],
    /// empty ones included, for the histogram above the list.
    List<SpanBucket> histogram(TimeRange range, SearchQuery query, int buckets);

    /// How long the spans that meet the search took: buckets that have spans, shortest first.
    List<DurationBucket> durationHistogram(TimeRange range, SearchQuery query);

    /// Spans with status error that meet the search, grouped, the largest groups first.
    List<FailedSpans> failures(TimeRange range, SearchQuery query, int limit);

    /// The most frequent values of fields among the spans that meet the search. In a very large result those of
    /// attributes are counted in its newest part and scaled up.
    List<Facet> facets(TimeRange range, SearchQuery query, List<String> fields, int valuesPerField);

    /// Attribute keys that occur in the search, most frequent first; in a very large result in its newest part.
    List<String> fields(TimeRange range, SearchQuery query, int limit);

    /// All spans of one trace in order of start, whenever it happened. Empty when no span of it is stored.
    Optional<Trace> trace(String traceId);

    /// By the newest span that meets the search, by the longest one, or by how many of them failed.
    enum TraceOrder { NEWEST, SLOWEST, MOST_ERRORS }

    record SpanBucket(Instant start, long spans, long errors) {}
}
