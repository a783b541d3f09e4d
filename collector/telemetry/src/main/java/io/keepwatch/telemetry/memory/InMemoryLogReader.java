package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogPosition;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.logs.LogRecord;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryLogReader implements LogReader {

    private static final Comparator<LogPosition> BY_POSITION =
            Comparator.comparing(LogPosition::time).thenComparing(LogPosition::hash, Long::compareUnsigned);
    private static final Comparator<LogRecord> OLDEST_FIRST = Comparator.comparing(LogRecord::position, BY_POSITION);

    private final StoredRows rows;

    InMemoryLogReader(StoredRows rows) {
        this.rows = rows;
    }

    @Override
    public List<LogRecord> search(TimeRange range, SearchQuery query, @Nullable LogPosition before, int limit) {
        return matching(range, query).filter(record -> before == null || BY_POSITION.compare(record.position(), before) < 0)
                .sorted(OLDEST_FIRST.reversed()).limit(limit).toList();
    }

    @Override
    public List<LogRecord> after(LogPosition position, SearchQuery query, int limit) {
        return rows.logs().stream().filter(record -> BY_POSITION.compare(record.position(), position) > 0)
                .filter(new LogMatcher(query)).sorted(OLDEST_FIRST).limit(limit).toList();
    }

    @Override
    public long count(TimeRange range, SearchQuery query) {
        return matching(range, query).count();
    }

    @Override
    public List<LogBucket> histogram(TimeRange range, SearchQuery query, int buckets) {
        var time = TimeBuckets.of(range, buckets);
        long[][] counts = new long[time.count()][3];
        matching(range, query).forEach(record -> counts[time.indexOf(record.time())][switch (record.severity()) {
            case ERROR, FATAL -> 0;
            case WARN -> 1;
            case UNSPECIFIED, TRACE, DEBUG, INFO -> 2;
        }]++);
        return Stream.iterate(0, i -> i < time.count(), i -> i + 1)
                .map(i -> new LogBucket(time.startOf(i), counts[i][0], counts[i][1], counts[i][2])).toList();
    }

    @Override
    public List<Facet> facets(TimeRange range, SearchQuery query, List<String> fields, int valuesPerField) {
        List<LogRecord> records = matching(range, query).toList();
        return fields.stream().map(field -> FacetCounts.of(field, records, record -> LogMatcher.value(record, field), valuesPerField)).toList();
    }

    @Override
    public List<String> fields(TimeRange range, SearchQuery query, int limit) {
        return FacetCounts.mostFrequent(matching(range, query).map(record -> List.of(record.attributes().keySet(), record.resource().keySet())), limit);
    }

    @Override
    public List<LogRecord> context(LogRecord record, int before, int after) {
        List<LogRecord> older = ofService(record).filter(other -> OLDEST_FIRST.compare(other, record) < 0)
                .sorted(OLDEST_FIRST.reversed()).limit(before).toList().reversed();
        List<LogRecord> newer = ofService(record).filter(other -> OLDEST_FIRST.compare(other, record) > 0)
                .sorted(OLDEST_FIRST).limit(after).toList();
        return Stream.of(older, List.of(record), newer).flatMap(List::stream).toList();
    }

    private Stream<LogRecord> ofService(LogRecord record) {
        return rows.logs().stream().filter(other -> other.service().equals(record.service()));
    }

    private Stream<LogRecord> matching(TimeRange range, SearchQuery query) {
        return rows.logs().stream().filter(record -> range.contains(record.time())).filter(new LogMatcher(query));
    }
}
