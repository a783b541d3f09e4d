package io.keepwatch.telemetry.traces;

/// How many spans lasted at least `fromNanos` and less than `toNanos`.
public record DurationBucket(long fromNanos, long toNanos, long spans, long errors) {

    /// The least duration of the bucket that holds `nanos`: four buckets for each doubling, so none is off by more than a quarter.
    public static long leastOf(long nanos) {
        if (nanos < 4) {
            return Math.max(0, nanos);
        }
        long power = Long.highestOneBit(nanos);
        return power + (nanos - power) / (power / 4) * (power / 4);
    }

    /// Where the bucket that starts at `least` ends.
    public static long endOf(long least) {
        return least < 4 ? least + 1 : least + Long.highestOneBit(least) / 4;
    }
}
