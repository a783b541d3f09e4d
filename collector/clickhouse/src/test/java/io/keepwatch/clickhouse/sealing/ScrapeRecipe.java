package io.keepwatch.clickhouse.sealing;

import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A day of scrapes every 15 s, an hour at a time: 100 series of each target that share its instants; 45 whole counters, 20 buckets
/// of histograms, 20 decimal gauges, 10 constants, 5 gauges of full precision. Of the targets 60 % are on time but for 2 % of their
/// scrapes, the others 3 ms off as a rule; one scrape in a thousand is missed; 30 % of the targets start anew once.
public final class ScrapeRecipe {

    public static final int SERIES_OF_TARGET = 100;
    private static final int SCRAPES = 240;
    private static final long STEP = 15_000;
    private static final int BUCKETS = 10;

    private final SplittableRandom random = new SplittableRandom(42);
    private final long start;
    private final List<Target> targets = new ArrayList<>();

    private final class Target {
        private final int number;
        private final boolean onTime;
        private final int restartsAt;
        private final double[] state = new double[SERIES_OF_TARGET];
        private final double[] pace = new double[SERIES_OF_TARGET];

        Target(int number) {
            this.number = number;
            this.onTime = random.nextInt(10) < 6;
            this.restartsAt = random.nextInt(10) < 3 ? random.nextInt(24 * SCRAPES) : -1;
            for (int i = 0; i < SERIES_OF_TARGET; i++) {
                pace[i] = Math.pow(10, random.nextDouble(0, 4));
                state[i] = kind(i) == Kind.COUNTER || kind(i) == Kind.BUCKET ? random.nextInt(1_000_000) : random.nextInt(1_000);
            }
        }
    }

    private enum Kind { COUNTER, BUCKET, GAUGE, CONSTANT, FLOAT }

    /// @param start epoch milliseconds
    public ScrapeRecipe(int targets, long start) {
        this.start = start;
        for (int i = 0; i < targets; i++) {
            this.targets.add(new Target(i));
        }
    }

    private static Kind kind(int series) {
        return series < 45 ? Kind.COUNTER : series < 65 ? Kind.BUCKET : series < 85 ? Kind.GAUGE : series < 95 ? Kind.CONSTANT : Kind.FLOAT;
    }

    /// The samples of one hour, the series of a target after each other.
    public List<SampleColumn> hour(int hour) {
        return targets.stream().flatMap(target -> hour(target, hour).stream()).toList();
    }

    private List<SampleColumn> hour(Target target, int hour) {
        long[] times = new long[SCRAPES];
        double[][] values = new double[SERIES_OF_TARGET][SCRAPES];
        int count = 0;
        for (int i = 0; i < SCRAPES; i++) {
            int scrape = hour * SCRAPES + i;
            if (scrape == target.restartsAt) {
                Arrays.fill(target.state, 0, 65, 0);
            }
            advance(target);
            if (random.nextInt(1000) == 0) {
                continue;
            }
            times[count] = start + scrape * STEP + target.number * 97L % STEP + jitter(target);
            for (int series = 0; series < SERIES_OF_TARGET; series++) {
                values[series][count] = target.state[series];
            }
            count++;
        }
        long[] taken = Arrays.copyOf(times, count);
        List<SampleColumn> columns = new ArrayList<>();
        for (int series = 0; series < SERIES_OF_TARGET; series++) {
            columns.add(new SampleColumn(labels(target, series), taken, Arrays.copyOf(values[series], count)));
        }
        return columns;
    }

    private long jitter(Target target) {
        if (target.onTime) {
            return random.nextInt(50) == 0 ? random.nextInt(3, 11) : 0;
        }
        return Math.round(random.nextGaussian() * 3);
    }

    private void advance(Target target) {
        for (int i = 0; i < SERIES_OF_TARGET; i++) {
            switch (kind(i)) {
                case COUNTER -> target.state[i] += Math.max(0, Math.round(target.pace[i] + random.nextGaussian() * Math.sqrt(target.pace[i])));
                case BUCKET -> target.state[i] += (i - 45) % BUCKETS * Math.max(0, Math.round(3 + random.nextGaussian()));
                case GAUGE -> target.state[i] = Math.rint((500 + random.nextGaussian() * 50) * Math.pow(10, i % 3)) / Math.pow(10, i % 3);
                case CONSTANT -> { }
                case FLOAT -> target.state[i] = random.nextGaussian() * target.pace[i];
            }
        }
    }

    private static Labels labels(Target target, int series) {
        String job = "job-" + target.number % 3;
        String instance = "10.0.0." + target.number + ":9100";
        return switch (kind(series)) {
            case COUNTER -> Labels.of(Labels.NAME, "app_events_" + series % 15 + "_total", "job", job, "instance", instance, "kind", "k" + series / 15);
            case BUCKET -> Labels.of(Labels.NAME, "app_duration_seconds_bucket", "job", job, "instance", instance, "handler", "h" + series / BUCKETS,
                    "le", (series - 45) % BUCKETS == BUCKETS - 1 ? "+Inf" : String.valueOf(Math.pow(2, (series - 45) % BUCKETS) / 100));
            case GAUGE -> Labels.of(Labels.NAME, "app_level_" + series % 10, "job", job, "instance", instance, "pool", "p" + series / 10);
            case CONSTANT -> Labels.of(Labels.NAME, "app_limit_" + series % 10, "job", job, "instance", instance);
            case FLOAT -> Labels.of(Labels.NAME, "app_measure_" + series % 5, "job", job, "instance", instance);
        };
    }
}
