package io.keepwatch.clickhouse.chunks;

import org.jspecify.annotations.Nullable;

/// Doubles as whole numbers over a power of ten, where that gives every bit back.
final class Decimals {

    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    private static final double GREATEST = 1L << 53;
    /// Whole numbers beyond 2^53 are exact too, but differences of theirs must not overflow.
    private static final double GREATEST_WHOLE = 1L << 60;

    private Decimals() {}

    /// Infinities, NaN of all kinds and -0: what no fraction stands for.
    static boolean isSpecial(double value) {
        return !Double.isFinite(value) || value == 0 && Double.doubleToRawLongBits(value) != 0;
    }

    /// The smallest exponent that fits all values but the special ones, or -1.
    static int exponent(double[] values, int from, int to) {
        int exponent = 0;
        for (int i = from; i < to; i++) {
            if (!isSpecial(values[i])) {
                while (!fits(values[i], exponent)) {
                    if (++exponent == POWERS.length) {
                        return -1;
                    }
                }
            }
        }
        return exponent;
    }

    /// The whole numbers; null when a value does not fit the exponent after all. In the place of a special value stands the number
    /// before it, which costs least.
    static long @Nullable [] mantissas(double[] values, int from, int to, int exponent) {
        long[] mantissas = new long[to - from];
        int first = from;
        while (first < to && isSpecial(values[first])) {
            first++;
        }
        long before = first < to ? mantissa(values[first], exponent) : 0;
        for (int i = from; i < to; i++) {
            if (!isSpecial(values[i])) {
                if (!fits(values[i], exponent)) {
                    return null;
                }
                before = mantissa(values[i], exponent);
            }
            mantissas[i - from] = before;
        }
        return mantissas;
    }

    static double value(long mantissa, int exponent) {
        return mantissa / POWERS[exponent];
    }

    private static long mantissa(double value, int exponent) {
        return (long) Math.rint(value * POWERS[exponent]);
    }

    private static boolean fits(double value, int exponent) {
        double mantissa = Math.rint(value * POWERS[exponent]);
        return Math.abs(mantissa) <= (exponent == 0 ? GREATEST_WHOLE : GREATEST)
                && Double.doubleToRawLongBits(value((long) mantissa, exponent)) == Double.doubleToRawLongBits(value);
    }
}
