package io.keepwatch.telemetry.metrics;

import io.keepwatch.telemetry.TimeBuckets;
import java.util.Arrays;

/// One series cut into steps.
///
/// Between two samples of a counter its rate is taken as even, so an increase is shared among the steps it spans:
/// nothing is extrapolated, nothing is counted twice, and the step need not fit the interval of the samples.
final class SeriesSteps {

    /// A series without a sample for this long has ended, as in Prometheus.
    static final long LOOKBACK_MILLIS = 300_000;

    private final long start;
    private final long width;
    private final int count;

    SeriesSteps(TimeBuckets time) {
        this.start = time.start().toEpochMilli();
        this.width = time.width().toMillis();
        this.count = time.count();
    }

    /// The last value in each step; a step without a sample has that of the one before, as long as that counts as present.
    double[] last(SampleSeries series) {
        double[] result = new double[count];
        Arrays.fill(result, Double.NaN);
        int sample = 0;
        int latest = -1;
        for (int step = 0; step < count; step++) {
            long end = start + (step + 1) * width;
            for (; sample < series.times().length && series.times()[sample] < end; sample++) {
                latest = sample;
            }
            if (latest >= 0 && !SampleSeries.isStale(series.values()[latest])
                    && series.times()[latest] >= end - Math.max(width, LOOKBACK_MILLIS)) {
                result[step] = series.values()[latest];
            }
        }
        return result;
    }

    /// How much a counter grew in each step, NaN where nothing is known of it.
    Increase increases(SampleSeries series) {
        var increase = new Increase(new double[count], new double[count]);
        if (series.delta()) {
            deltas(series, increase);
        } else {
            cumulative(series, increase);
        }
        return increase;
    }

    private void cumulative(SampleSeries series, Increase increase) {
        long longest = Math.max(LOOKBACK_MILLIS, 2 * width);
        for (int i = 1; i < series.times().length; i++) {
            double before = series.values()[i - 1];
            double now = series.values()[i];
            boolean gap = Double.isNaN(before) || Double.isNaN(now) || series.times()[i] - series.times()[i - 1] > longest;
            if (!gap) {
                // a counter that fell has started anew at 0
                spread(series.times()[i - 1], series.times()[i], now < before ? now : now - before, increase);
            }
        }
    }

    /// An increment without a known start covers the series' usual interval; silence between increments means none.
    private void deltas(SampleSeries series, Increase increase) {
        long[] times = series.times();
        long interval = width;
        for (int i = 1; i < times.length; i++) {
            interval = Math.min(interval, Math.max(1, times[i] - times[i - 1]));
        }
        for (int i = 0; i < times.length; i++) {
            if (!Double.isNaN(series.values()[i])) {
                spread(times[i] - interval, times[i], series.values()[i], increase);
                long next = i + 1 < times.length ? times[i + 1] - interval : times[i] + LOOKBACK_MILLIS;
                spread(times[i], Math.min(next, times[i] + LOOKBACK_MILLIS), 0, increase);
            }
        }
    }

    private void spread(long from, long to, double amount, Increase increase) {
        if (to <= from) {
            return;
        }
        int first = (int) Math.max(0, Math.floorDiv(from - start, width));
        int last = (int) Math.min(count - 1L, Math.floorDiv(to - 1 - start, width));
        for (int step = first; step <= last; step++) {
            long stepStart = start + step * width;
            double overlap = Math.min(to, stepStart + width) - Math.max(from, stepStart);
            increase.amount[step] += amount * overlap / (to - from);
            increase.millis[step] += overlap;
        }
    }

    /// @param amount by how much it grew
    /// @param millis over how much of the step that is known
    record Increase(double[] amount, double[] millis) {

        double perSecond(int step) {
            return millis[step] == 0 ? Double.NaN : amount[step] / millis[step] * 1_000;
        }

        boolean known(int step) {
            return millis[step] > 0;
        }
    }
}
