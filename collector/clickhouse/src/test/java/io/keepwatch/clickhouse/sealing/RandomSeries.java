package io.keepwatch.clickhouse.sealing;

import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Samples of every kind that a store must give back: counters with resets, decimals, noise, constants, what is no number;
/// with jitter, twice, late and out of order.
public final class RandomSeries {

    private static final double[] ODD = {MetricBatch.STALE_MARKER, Double.NaN, Double.longBitsToDouble(0xfff8000000000123L),
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1L << 53, (1L << 53) + 2, 1e17, -1e300};

    private final Random random;

    public RandomSeries(long seed) {
        this.random = new Random(seed);
    }

    /// As one sender's scrapes: all series share their instants, unless some jitter.
    public List<SampleColumn> scrapes(int series, int samples, long from, long step) {
        List<SampleColumn> columns = new ArrayList<>();
        long[] shared = times(samples, from, step, random.nextInt(3));
        for (int i = 0; i < series; i++) {
            long[] times = random.nextInt(4) > 0 ? shared : times(samples, from, step, 5);
            columns.add(new SampleColumn(Labels.of(Labels.NAME, "m" + i % 3, "i", String.valueOf(i)), times, values(times.length)));
        }
        return columns;
    }

    /// Some of the samples again, with the same or with other values, in any order.
    public List<SampleColumn> again(List<SampleColumn> before) {
        List<SampleColumn> columns = new ArrayList<>();
        for (SampleColumn column : before) {
            List<Integer> some = new ArrayList<>();
            for (int i = 0; i < column.times().length; i++) {
                if (random.nextInt(5) == 0) {
                    some.add(i);
                }
            }
            Collections.shuffle(some, random);
            boolean other = random.nextBoolean();
            columns.add(new SampleColumn(column.labels(), some.stream().mapToLong(i -> column.times()[i]).toArray(),
                    some.stream().mapToDouble(i -> other ? odd() : column.values()[i]).toArray()));
        }
        return columns;
    }

    private long[] times(int samples, long from, long step, int jitter) {
        long[] times = new long[samples];
        for (int i = 0; i < samples; i++) {
            times[i] = from + i * step + (jitter == 0 ? 0 : random.nextInt(jitter));
        }
        return Arrays.stream(times).filter(_ -> random.nextInt(100) > 0).distinct().toArray();
    }

    public double[] values(int count) {
        double[] values = new double[count];
        int kind = random.nextInt(7);
        int digits = random.nextInt(6);
        double scale = Math.pow(10, digits);
        double value = random.nextInt(1000);
        for (int i = 0; i < count; i++) {
            value = switch (kind) {
                case 0 -> random.nextInt(50) == 0 ? 0 : value + random.nextInt(20);
                case 1 -> Math.rint(random.nextGaussian() * 1000 * scale) / scale;
                case 2 -> random.nextGaussian();
                case 3 -> value;
                case 4 -> value + 1_000_000_007L * i;
                case 5 -> random.nextInt(4) == 0 ? odd() : i;
                default -> random.nextBoolean() ? odd() : random.nextInt();
            };
            values[i] = value;
        }
        if (random.nextInt(3) == 0 && count > 0) {
            values[random.nextInt(count)] = odd();
        }
        return values;
    }

    private double odd() {
        return ODD[random.nextInt(ODD.length)];
    }
}
