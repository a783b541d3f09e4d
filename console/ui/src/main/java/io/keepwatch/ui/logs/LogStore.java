package io.keepwatch.ui.logs;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogPosition;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.logs.LogRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the page asks of the log reader, in the page's own terms.
@Component
class LogStore {

    static final int PAGE = 200;
    private static final int CONTEXT = 100;
    private static final int SAME_NANOSECOND = 1_000;
    /// a longer phrase is not more exact, only slower
    private static final int LONGEST_PHRASE = 200;

    private final LogReader logs;

    LogStore(LogReader logs) {
        this.logs = logs;
    }

    LogReader reader() {
        return logs;
    }

    /// @param records newest first, @param more older ones exist
    record Page(List<LogRecord> records, boolean more) {

        @Nullable LogPosition newest() {
            return records.isEmpty() ? null : records.getFirst().position();
        }

        @Nullable LogPosition oldest() {
            return records.isEmpty() ? null : records.getLast().position();
        }

        boolean holds(LogPosition position) {
            return records.stream().anyMatch(record -> record.position().equals(position));
        }
    }

    Page page(TimeRange range, SearchQuery query, @Nullable LogPosition before) {
        List<LogRecord> records = logs.search(range, query, before, PAGE + 1);
        return records.size() > PAGE ? new Page(records.subList(0, PAGE), true) : new Page(records, false);
    }

    /// Newest first.
    List<LogRecord> newest(TimeRange range, SearchQuery query, int most) {
        return logs.search(range, query, null, most);
    }

    /// The page that holds a record: the newest one, or else the one that starts with it.
    Page pageWith(LogPosition record, TimeRange range, SearchQuery query) {
        Page newest = page(range, query, null);
        return newest.holds(record) ? newest : page(range, query, RecordKey.after(record));
    }

    /// The neighbours of a record in its service, newest first.
    Page context(LogRecord record) {
        return new Page(logs.context(record, CONTEXT, CONTEXT).reversed(), false);
    }

    Optional<LogRecord> find(LogPosition position) {
        return logs.search(RecordKey.moment(position), SearchQuery.ALL, null, SAME_NANOSECOND).stream()
                .filter(record -> record.position().equals(position)).findFirst();
    }

    /// How often a service said the same in a range, and when first.
    record Occurrences(long count, Instant first) {}

    Optional<Occurrences> occurrences(LogRecord record, TimeRange range) {
        SearchQuery same = sameText(record);
        var beforeRange = new LogPosition(range.from().minusNanos(1), -1);
        return logs.after(beforeRange, same, 1).stream().findFirst()
                .map(first -> new Occurrences(logs.count(range, same), first.time()));
    }

    private static SearchQuery sameText(LogRecord record) {
        String body = record.body();
        return SearchQuery.ALL.with(new FieldTerm("service", record.service()))
                .with(new FieldTerm("body", body.substring(0, Math.min(LONGEST_PHRASE, body.length()))));
    }
}
