package io.keepwatch.telemetry.logs;

import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads log records. Every method throws [io.keepwatch.telemetry.StoreUnavailableException] when the store is down, and
/// [io.keepwatch.telemetry.SearchTooBroadException] when it would take too long or too much.
public interface LogReader {

    /// Newest first.
    ///
    /// @param before the last record of the page before, or null for the first page
    List<LogRecord> search(TimeRange range, SearchQuery query, @Nullable LogPosition before, int limit);

    /// Oldest first: what was stored after `position`, for a live tail.
    List<LogRecord> after(LogPosition position, SearchQuery query, int limit);

    long count(TimeRange range, SearchQuery query);

    /// Counts per severity and bucket of [io.keepwatch.telemetry.TimeBuckets], empty ones included.
    List<LogBucket> histogram(TimeRange range, SearchQuery query, int buckets);

    /// The most frequent values of fields among the records that meet the search. In a very large result those of
    /// attributes are counted in its newest part and scaled up.
    List<Facet> facets(TimeRange range, SearchQuery query, List<String> fields, int valuesPerField);

    /// Attribute keys that occur in the search, most frequent first; in a very large result in its newest part.
    List<String> fields(TimeRange range, SearchQuery query, int limit);

    /// The neighbours of a record in the same service, oldest first, the record itself included.
    List<LogRecord> context(LogRecord record, int before, int after);

    record LogBucket(Instant start, long errors, long warnings, long others) {}
}
