package io.keepwatch.clickhouse.reading;

import io.keepwatch.telemetry.TimeBuckets;
import java.util.List;
import java.util.stream.Collectors;

/// Reads `span_metrics` in steps.
final class SpanMetricsTable {

    private static final Sql COUNTS = Sql.of("span_counts");

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
        String sql = COUNTS.with("keys", keys.stream().map(key -> key + ", ").collect(Collectors.joining()))
                .with("bucket", durations ? "bucket" : "toInt16(0)")
                .with("start", parameters.integer(time.start().getEpochSecond()))
                .with("width", parameters.integer(time.width().toSeconds()))
                .with("from", parameters.integer(time.start().getEpochSecond()))
                .with("to", parameters.integer(time.range().to().getEpochSecond()))
                .with("condition", condition).text();
        return questions.rows(sql, parameters, row -> {
            String[] values = new String[keys.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.text();
            }
            return new Row(List.of(values), row.int32(), row.int16(), row.uint8() == 1, row.int64(), row.int64());
        });
    }
}
