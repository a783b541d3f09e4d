package io.keepwatch.clickhouse.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.clickhouse.sealing.RandomSeries;
import io.keepwatch.telemetry.batch.MetricBatch;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkValuesTest {

    @Test
    void everyBitComesBack() {
        for (int seed = 0; seed < 3_000; seed++) {
            double[] values = new RandomSeries(seed).values(seed % 250 + 1);
            assertThat(bits(decoded(values))).as("seed " + seed).isEqualTo(bits(values));
        }
    }

    @Test
    void aCounterThatGrowsEvenlyCostsNothingPerSample() {
        ChunkValues coded = coded(IntStream.range(0, 240).mapToDouble(i -> 1e6 + 15 * i).toArray());
        assertThat(coded.residuals()).isEmpty();
        assertThat(coded.floats()).isEmpty();
        assertThat(coded.slope()).isEqualTo(15);
    }

    @Test
    void decimalsBecomeWholeNumbers() {
        ChunkValues coded = coded(0.1, 0.25, 0.3, -0.7);
        assertThat(coded.exponent()).isEqualTo(2);
        assertThat(coded.base()).isEqualTo(10);
        assertThat(coded.width()).isEqualTo(8);
    }

    @Test
    void aStaleMarkerDoesNotSpoilTheOthers() {
        ChunkValues coded = coded(DoubleStream.concat(IntStream.range(0, 20).mapToDouble(i -> 5 * i), DoubleStream.of(MetricBatch.STALE_MARKER)).toArray());
        assertThat(coded.exponent()).isZero();
        assertThat(coded.specialAt()).containsExactly(20);
    }

    @Test
    void theWidthFollowsTheWidestStep() {
        assertThat(coded(0, 0, 127, 127).width()).isEqualTo(8);
        assertThat(coded(0, 0, 128, 128).width()).isEqualTo(16);
        assertThat(coded(0, 0, 1 << 20, 1 << 20).width()).isEqualTo(32);
        assertThat(coded(0, 0, 1L << 40, 1L << 40).width()).isEqualTo(64);
        assertThat(coded(7).width()).isZero();
    }

    @Test
    void whatIsNoDecimalStaysAFloat() {
        assertThat(coded(1 / 3.0, 2 / 3.0).exponent()).isEqualTo(ChunkValues.FLOATS);
    }

    private static ChunkValues coded(double... values) {
        return ChunkValues.of(values, 0, values.length);
    }

    private static double[] decoded(double[] values) {
        double[] decoded = new double[values.length + 1];
        ChunkValues.of(values, 0, values.length).decode(values.length, decoded, 1);
        return Arrays.copyOfRange(decoded, 1, decoded.length);
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
