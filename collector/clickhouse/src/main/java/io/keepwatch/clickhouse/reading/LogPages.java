package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.clickhouse.sql.Sql;
import io.keepwatch.clickhouse.sql.Times;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogPosition;
import io.keepwatch.telemetry.logs.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads log records page by page in the order of [LogPosition].
///
/// ClickHouse orders by time alone, because then it reads the wide columns of only the rows it returns. Records of the
/// very instant at which a page ends are read on their own and put in order here.
final class LogPages {

    private static final int MOST_OF_ONE_INSTANT = 10_000;
    private static final Sql RECORDS = Sql.of(LogPages.class, "log_records");
    private static final Comparator<LogRecord> OLDEST_FIRST =
            Comparator.comparing(LogRecord::time).thenComparing(record -> record.position().hash(), Long::compareUnsigned);

    private final Questions questions;

    LogPages(Questions questions) {
        this.questions = questions;
    }

    List<LogRecord> newestFirst(TimeRange range, SearchQuery query, @Nullable LogPosition before, int limit) {
        Instant to = before != null && before.time().isBefore(range.to()) ? before.time() : range.to();
        return page(range.from(), to, query, before, limit, "toStartOfFiveMinutes(Timestamp) DESC, Timestamp DESC", OLDEST_FIRST.reversed());
    }

    List<LogRecord> oldestFirst(TimeRange range, SearchQuery query, LogPosition after, int limit) {
        return page(after.time().plusNanos(1), range.to(), query, after, limit, "toStartOfFiveMinutes(Timestamp), Timestamp", OLDEST_FIRST);
    }

    private List<LogRecord> page(Instant from, Instant to, SearchQuery query, @Nullable LogPosition position, int limit, String order,
            Comparator<LogRecord> comparator) {
        List<LogRecord> page = new ArrayList<>();
        if (position != null) {
            int direction = comparator == OLDEST_FIRST ? 1 : -1;
            instant(position.time(), query).stream()
                    .filter(record -> direction * Long.compareUnsigned(record.position().hash(), position.hash()) > 0).forEach(page::add);
        }
        if (page.size() < limit && from.isBefore(to)) {
            List<LogRecord> rest = records(new TimeRange(from, to), query, order, limit);
            page.addAll(rest.size() < limit ? rest : completed(rest, query));
        }
        page.sort(comparator);
        return List.copyOf(page.subList(0, Math.min(limit, page.size())));
    }

    /// The rows, with all instead of some of the records of the last instant.
    private List<LogRecord> completed(List<LogRecord> rows, SearchQuery query) {
        Instant last = rows.getLast().time();
        List<LogRecord> completed = new ArrayList<>(rows.stream().filter(record -> !record.time().equals(last)).toList());
        completed.addAll(instant(last, query));
        return completed;
    }

    private List<LogRecord> instant(Instant time, SearchQuery query) {
        return records(new TimeRange(time, time.plusNanos(1)), query, "hash", MOST_OF_ONE_INSTANT);
    }

    private List<LogRecord> records(TimeRange range, SearchQuery query, String order, int limit) {
        var parameters = new Parameters();
        String sql = RECORDS.with("condition", new LogConditions(parameters, range).of(query)).with("order", order)
                .with("limit", parameters.unsigned(limit)).text();
        return questions.rows(sql, parameters, LogPages::record);
    }

    private static LogRecord record(ResultRow row) {
        var position = new LogPosition(Times.instant(row.int64()), row.int64());
        return new LogRecord(position, row.text(), row.uint8(), row.text(), row.text(), row.text(), row.text(), row.text(), row.text(), row.map(), row.map());
    }
}
