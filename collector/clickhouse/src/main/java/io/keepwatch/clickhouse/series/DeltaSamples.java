package io.keepwatch.clickhouse.series;

import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.time.Duration;
import java.util.Arrays;

/// Turns increments (delta temporality) into a counter, so that `rate()` and `increase()` are right.
///
/// A cumulative counter goes on being reported while nothing happens, and was reported before its first increment; senders of
/// deltas are silent then. So the counter gets samples without increment in front of an increment that follows a silence, at the
/// interval of the series and for as long as an instant query looks back: without them the first increment would be lost, as
/// `increase()` compares with a sample before it. The counter starts at zero where the reading starts: only differences count.
final class DeltaSamples {

    /// How far before the wanted span to read: what came before an increment decides how it is continued.
    static final Duration BEFORE = Duration.ofMinutes(5);
    private static final long SILENCE_FILLED = BEFORE.toMillis();
    private static final long USUAL_INTERVAL = Duration.ofMinutes(1).toMillis();

    private long[] times = new long[64];
    private double[] values = new double[64];
    private int size;

    private DeltaSamples() {}

    /// @param times ascending, some of them perhaps before the span
    static SampleColumn cumulative(Labels labels, long[] times, double[] values, TimeSpan span) {
        return cumulative(labels, times, values, interval(times), span);
    }

    static SampleColumn cumulative(Labels labels, long[] times, double[] values, long interval, TimeSpan span) {
        var counter = new DeltaSamples();
        double total = 0;
        long before = Long.MIN_VALUE;
        for (int i = 0; i < times.length; i++) {
            if (Double.doubleToRawLongBits(values[i]) == Double.doubleToRawLongBits(MetricBatch.STALE_MARKER)) {
                counter.add(times[i], values[i], span);
                before = Long.MIN_VALUE;
                continue;
            }
            counter.fillSilence(before, times[i], interval, total, span);
            total += values[i];
            counter.add(times[i], total, span);
            before = times[i];
        }
        return new SampleColumn(labels, Arrays.copyOf(counter.times, counter.size), Arrays.copyOf(counter.values, counter.size));
    }

    private void fillSilence(long before, long time, long interval, double total, TimeSpan span) {
        boolean first = before == Long.MIN_VALUE;
        if (!first && time - before <= interval + interval / 2) {
            return;
        }
        long from = first ? time - SILENCE_FILLED : Math.max(time - SILENCE_FILLED, before + interval / 2);
        for (long k = (time - from) / interval; k > 0; k--) {
            add(time - k * interval, total, span);
        }
    }

    private void add(long time, double value, TimeSpan span) {
        if (!span.contains(time) || size > 0 && time <= times[size - 1]) {
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size++] = value;
    }

    /// What mostly lies between two increments.
    private static long interval(long[] times) {
        long[] gaps = new long[Math.max(0, times.length - 1)];
        int count = 0;
        for (int i = 1; i < times.length; i++) {
            if (times[i] - times[i - 1] <= SILENCE_FILLED) {
                gaps[count++] = times[i] - times[i - 1];
            }
        }
        Arrays.sort(gaps, 0, count);
        return count == 0 ? USUAL_INTERVAL : Math.max(1, gaps[count / 2]);
    }
}
