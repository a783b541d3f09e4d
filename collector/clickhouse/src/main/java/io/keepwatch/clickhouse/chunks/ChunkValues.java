package io.keepwatch.clickhouse.chunks;

import java.time.Duration;
import java.util.Arrays;

/// The values of a chunk as they are stored; see 008_metric_chunks.sql.
///
/// @param exponent  [#FLOATS] when the values are no decimals and stand in `floats`
/// @param residuals what each step differs from `slope`; empty when none does
/// @param specialAt positions of values that no decimal stands for
public record ChunkValues(int exponent, long base, long slope, long[] residuals, double[] floats, int[] specialAt, long[] special) {

    /// From its first to its last sample; who looks for a sample looks for chunks that began this long before it.
    public static final Duration LONGEST = Duration.ofHours(2);
    public static final int FLOATS = 255;
    private static final long[] NONE = {};
    /// When more of the values are special, a chunk of floats is smaller.
    private static final int SPECIAL_SHARE = 4;

    /// @param to exclusive; at most 65,535 values
    public static ChunkValues of(double[] values, int from, int to) {
        int exponent = Decimals.exponent(values, from, to);
        int special = 0;
        for (int i = from; i < to; i++) {
            special += Decimals.isSpecial(values[i]) ? 1 : 0;
        }
        long[] mantissas = exponent < 0 || special > (to - from) / SPECIAL_SHARE ? null : Decimals.mantissas(values, from, to, exponent);
        if (mantissas == null) {
            return new ChunkValues(FLOATS, 0, 0, NONE, Arrays.copyOfRange(values, from, to), new int[0], NONE);
        }
        int[] specialAt = new int[special];
        long[] bits = new long[special];
        for (int i = from, found = 0; found < special; i++) {
            if (Decimals.isSpecial(values[i])) {
                specialAt[found] = i - from;
                bits[found++] = Double.doubleToRawLongBits(values[i]);
            }
        }
        long slope = medianStep(mantissas);
        return new ChunkValues(exponent, mantissas[0], slope, residuals(mantissas, slope), new double[0], specialAt, bits);
    }

    /// Writes the values to `into`, beginning at `at`.
    public void decode(int count, double[] into, int at) {
        if (exponent == FLOATS) {
            System.arraycopy(floats, 0, into, at, count);
            return;
        }
        long mantissa = base;
        boolean straight = residuals.length == 0;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                mantissa += straight ? slope : slope + residuals[i];
            }
            into[at + i] = Decimals.value(mantissa, exponent);
        }
        for (int i = 0; i < specialAt.length; i++) {
            into[at + specialAt[i]] = Double.longBitsToDouble(special[i]);
        }
    }

    /// How many bits a residual needs: 8, 16, 32 or 64, 0 without any.
    public int width() {
        long least = 0;
        long greatest = 0;
        for (long residual : residuals) {
            least = Math.min(least, residual);
            greatest = Math.max(greatest, residual);
        }
        if (residuals.length == 0) {
            return 0;
        }
        if (least >= Byte.MIN_VALUE && greatest <= Byte.MAX_VALUE) {
            return Byte.SIZE;
        }
        if (least >= Short.MIN_VALUE && greatest <= Short.MAX_VALUE) {
            return Short.SIZE;
        }
        return least >= Integer.MIN_VALUE && greatest <= Integer.MAX_VALUE ? Integer.SIZE : Long.SIZE;
    }

    private static long medianStep(long[] mantissas) {
        if (mantissas.length < 2) {
            return 0;
        }
        long[] steps = new long[mantissas.length - 1];
        for (int i = 1; i < mantissas.length; i++) {
            steps[i - 1] = mantissas[i] - mantissas[i - 1];
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    private static long[] residuals(long[] mantissas, long slope) {
        long[] residuals = new long[mantissas.length];
        boolean any = false;
        for (int i = 1; i < mantissas.length; i++) {
            residuals[i] = mantissas[i] - mantissas[i - 1] - slope;
            any |= residuals[i] != 0;
        }
        return any ? residuals : NONE;
    }
}
