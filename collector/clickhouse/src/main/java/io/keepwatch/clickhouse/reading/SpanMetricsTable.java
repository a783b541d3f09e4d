package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.clickhouse.sql.Sql;
import io.keepwatch.telemetry.TimeBuckets;
import java.util.List;
import java.util.stream.Collectors;

/// Reads `span_metrics`, and `span_metrics_1m` where whole minutes will do, in steps.
final class SpanMetricsTable {

    private static final Sql COUNTS = Sql.of(SpanMetricsTable.class, "span_counts");

    private final Questions questions;

    SpanMetricsTable(Questions questions) {
        this.questions = questions;
    }

    /// @param keys the values of the columns asked for, in their order
    record Row(List<String> keys, int step, int bucket, boolean failed, long spans, long nanos) {}

    /// @param keys      columns to group by
    /// @param condition on other columns than the time
    /// @param durations whether buckets of duration are told apart; otherwise they are all 0
    List<Row> rows(List<String> keys, String condition, TimeBuckets time, Parameters parameters, boolean durations) {
        Minutes minutes = wholeMinutes(time);
        String sql = COUNTS.with("keys", keys.stream().map(key -> key + ", ").collect(Collectors.joining()))
                .with("bucket", durations ? "bucket" : "toInt16(0)")
                .with("start", parameters.integer(time.start().getEpochSecond()))
                .with("width", parameters.integer(time.width().toSeconds()))
                .with("from", parameters.integer(time.start().getEpochSecond()))
                .with("to", parameters.integer(time.range().to().getEpochSecond()))
                .with("minutes_from", parameters.integer(minutes.from()))
                .with("minutes_to", parameters.integer(minutes.to()))
                .with("condition", condition).text();
        return questions.rows(sql, parameters, row -> {
            String[] values = new String[keys.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.text();
            }
            return new Row(List.of(values), row.int32(), row.int16(), row.uint8() == 1, row.int64(), row.int64());
        });
    }

    /// The part of the time whose minutes lie in one step each; an empty one at the end where there is none.
    private static Minutes wholeMinutes(TimeBuckets time) {
        long start = time.start().getEpochSecond();
        long end = time.range().to().getEpochSecond();
        boolean aligned = start % 60 == 0 && time.width().toSeconds() % 60 == 0 && time.width().toNanosPart() == 0;
        long from = Math.ceilDiv(start, 60) * 60;
        long to = Math.floorDiv(end, 60) * 60;
        return (aligned || time.count() == 1) && from < to ? new Minutes(from, to) : new Minutes(end, end);
    }

    /// In seconds since 1970.
    private record Minutes(long from, long to) {}
}
