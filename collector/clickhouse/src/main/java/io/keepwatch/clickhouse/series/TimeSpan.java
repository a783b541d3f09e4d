package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.chunks.ChunkValues;
import io.keepwatch.clickhouse.sql.Parameters;
import java.time.Duration;

/// A stretch of time in epoch milliseconds, cut to what ClickHouse's DateTime64 can hold.
///
/// @param after exclusive
/// @param until inclusive
public record TimeSpan(long after, long until) {

    /// The days of `metric_series` are of type Date, which begins in 1970.
    private static final long FIRST_DAY = 0;
    private static final long LAST_DAY = Duration.ofDays(65_535).toMillis();
    private static final long LAST_SECOND = 4_294_965_600L; // the last full hour of a DateTime
    private static final long FIRST = -2_208_988_800_000L; // 1900
    private static final long LAST = 10_413_791_999_999L; // 2299

    public TimeSpan {
        after = Math.clamp(after, FIRST, LAST);
        until = Math.clamp(until, FIRST, LAST);
    }

    boolean isEmpty() {
        return after >= until;
    }

    boolean contains(long time) {
        return time > after && time <= until;
    }

    Duration length() {
        return Duration.ofMillis(until - after);
    }

    TimeSpan earlier(Duration by) {
        return new TimeSpan(after - by.toMillis(), until);
    }

    /// A condition on `time`.
    String times(Parameters parameters) {
        return "time > fromUnixTimestamp64Milli(" + parameters.integer(after) + ") AND time <= fromUnixTimestamp64Milli("
                + parameters.integer(until) + ")";
    }

    /// A condition on the bounds of a chunk: one that has samples of the span fulfils it.
    String chunks(Parameters parameters) {
        return "hour >= " + hour(after - ChunkValues.LONGEST.toMillis(), parameters) + " AND hour <= " + hour(until, parameters)
                + " AND last > fromUnixTimestamp64Milli(" + parameters.integer(after) + ") AND first <= fromUnixTimestamp64Milli("
                + parameters.integer(until) + ")";
    }

    /// A condition on `day`; days are of UTC.
    String days(Parameters parameters) {
        return "day >= " + day(after, parameters) + " AND day <= " + day(until, parameters);
    }

    private static String hour(long millis, Parameters parameters) {
        long second = Math.clamp(Math.floorDiv(millis, 1000), 0, LAST_SECOND);
        return "toDateTime(" + parameters.integer(second - second % 3600) + ")";
    }

    private static String day(long millis, Parameters parameters) {
        return "toDate(fromUnixTimestamp64Milli(" + parameters.integer(Math.clamp(millis, FIRST_DAY, LAST_DAY)) + ", 'UTC'), 'UTC')";
    }
}
