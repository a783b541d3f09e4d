package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogPosition;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.logs.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads `otel_logs`, whose key is five minutes, service and time.
final class ClickHouseLogReader implements LogReader {

    private static final Duration FUTURE = Duration.ofDays(2);
    private static final List<Duration> CONTEXT = List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(31));

    private final Questions questions;
    private final LogPages pages;

    ClickHouseLogReader(Questions questions) {
        this.questions = questions;
        this.pages = new LogPages(questions);
    }

    @Override
    public List<LogRecord> search(TimeRange range, SearchQuery query, @Nullable LogPosition before, int limit) {
        return pages.newestFirst(range, query, before, limit);
    }

    @Override
    public List<LogRecord> after(LogPosition position, SearchQuery query, int limit) {
        Instant end = Instant.now().plus(FUTURE);
        return position.time().isBefore(end) ? pages.oldestFirst(new TimeRange(position.time(), end), query, position, limit) : List.of();
    }

    @Override
    public long count(TimeRange range, SearchQuery query) {
        var parameters = new Parameters();
        return questions.row("SELECT count() FROM otel_logs WHERE " + condition(range, query, parameters), parameters, ResultRow::int64);
    }

    @Override
    public List<LogBucket> histogram(TimeRange range, SearchQuery query, int buckets) {
        var time = TimeBuckets.of(range, buckets);
        var parameters = new Parameters();
        String sql = """
                SELECT toInt32(intDiv(toUnixTimestamp64Milli(Timestamp) - %1$s, %2$s)) AS bucket,
                    countIf(%3$s >= %4$d) AS errors, countIf(%3$s >= %5$d) - errors AS warnings, count() - errors - warnings
                FROM otel_logs WHERE %6$s GROUP BY bucket""".formatted(
                parameters.integer(time.start().toEpochMilli()), parameters.integer(time.width().toMillis()), LogConditions.SEVERITY,
                Severity.ERROR.leastNumber(), Severity.WARN.leastNumber(), condition(range, query, parameters));
        var counts = new LogBucket[time.count()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LogBucket(time.startOf(i), 0, 0, 0);
        }
        questions.rows(sql, parameters, row -> {
            int bucket = row.int32();
            return counts[bucket] = new LogBucket(time.startOf(bucket), row.int64(), row.int64(), row.int64());
        });
        return List.of(counts);
    }

    @Override
    public List<Facet> facets(TimeRange range, SearchQuery query, List<String> fields, int valuesPerField) {
        return facets(query).of(range, fields, valuesPerField);
    }

    @Override
    public List<String> fields(TimeRange range, SearchQuery query, int limit) {
        return facets(query).keys(range, "LogAttributes", limit);
    }

    private Facets facets(SearchQuery query) {
        return new Facets(questions, "otel_logs", (part, parameters) -> condition(part, query, parameters),
                LogConditions::value, LogConditions::isColumn);
    }

    @Override
    public List<LogRecord> context(LogRecord record, int before, int after) {
        var sameService = SearchQuery.ALL.with(new FieldTerm("service", record.service()));
        List<LogRecord> older = neighbours(before, reach -> pages.newestFirst(
                new TimeRange(record.time().minus(reach), record.time().plusNanos(1)), sameService, record.position(), before));
        List<LogRecord> newer = neighbours(after, reach -> pages.oldestFirst(
                new TimeRange(record.time(), record.time().plus(reach)), sameService, record.position(), after));
        return Stream.of(older.reversed(), List.of(record), newer).flatMap(List::stream).toList();
    }

    /// Looks further only where a quiet service left too little nearby.
    private static List<LogRecord> neighbours(int wanted, Function<Duration, List<LogRecord>> within) {
        List<LogRecord> found = List.of();
        for (Duration reach : CONTEXT) {
            if (found.size() < wanted) {
                found = within.apply(reach);
            }
        }
        return found;
    }

    private static String condition(TimeRange range, SearchQuery query, Parameters parameters) {
        return new LogConditions(parameters, range).of(query);
    }
}
