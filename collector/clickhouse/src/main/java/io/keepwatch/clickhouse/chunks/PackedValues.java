package io.keepwatch.clickhouse.chunks;

import org.jspecify.annotations.Nullable;

/// The values of a chunk as they are kept in memory: what each step differs from the usual one, in as few bytes as that takes.
public final class PackedValues {

    private static final int OVERHEAD = 96;

    private final int exponent;
    private final long base;
    private final long slope;
    /// A byte[], short[], int[] or long[]; null when no step differs.
    private final @Nullable Object residuals;
    private final double[] floats;
    private final int[] specialAt;
    private final long[] special;

    private PackedValues(ChunkValues coded) {
        exponent = coded.exponent();
        base = coded.base();
        slope = coded.slope();
        residuals = narrow(coded.residuals(), coded.width());
        floats = coded.floats();
        specialAt = coded.specialAt();
        special = coded.special();
    }

    /// @param to exclusive
    public static PackedValues of(double[] values, int from, int to) {
        return new PackedValues(ChunkValues.of(values, from, to));
    }

    /// Instants are whole numbers that a double holds, too.
    public static PackedValues ofTimes(long[] times, int from, int to) {
        double[] whole = new double[to - from];
        for (int i = from; i < to; i++) {
            whole[i - from] = times[i];
        }
        return of(whole, 0, whole.length);
    }

    private static @Nullable Object narrow(long[] residuals, int width) {
        int count = residuals.length;
        return switch (width) {
            case 0 -> null;
            case Byte.SIZE -> {
                byte[] narrow = new byte[count];
                for (int i = 0; i < count; i++) {
                    narrow[i] = (byte) residuals[i];
                }
                yield narrow;
            }
            case Short.SIZE -> {
                short[] narrow = new short[count];
                for (int i = 0; i < count; i++) {
                    narrow[i] = (short) residuals[i];
                }
                yield narrow;
            }
            case Integer.SIZE -> {
                int[] narrow = new int[count];
                for (int i = 0; i < count; i++) {
                    narrow[i] = (int) residuals[i];
                }
                yield narrow;
            }
            default -> residuals;
        };
    }

    /// Writes the values to `into`, beginning at `at`, bit for bit.
    public void values(int count, double[] into, int at) {
        if (exponent == ChunkValues.FLOATS) {
            System.arraycopy(floats, 0, into, at, count);
            return;
        }
        long[] whole = new long[count];
        times(count, whole, 0);
        for (int i = 0; i < count; i++) {
            into[at + i] = exponent == 0 ? whole[i] : Decimals.value(whole[i], exponent);
        }
        for (int i = 0; i < specialAt.length; i++) {
            into[at + specialAt[i]] = Double.longBitsToDouble(special[i]);
        }
    }

    /// Writes the whole numbers to `into`, beginning at `at`.
    public void times(int count, long[] into, int at) {
        long whole = base;
        into[at] = whole;
        switch (residuals) {
            case byte[] r -> {
                for (int i = 1; i < count; i++) {
                    into[at + i] = whole += slope + r[i];
                }
            }
            case short[] r -> {
                for (int i = 1; i < count; i++) {
                    into[at + i] = whole += slope + r[i];
                }
            }
            case int[] r -> {
                for (int i = 1; i < count; i++) {
                    into[at + i] = whole += slope + r[i];
                }
            }
            case long[] r -> {
                for (int i = 1; i < count; i++) {
                    into[at + i] = whole += slope + r[i];
                }
            }
            case null, default -> {
                for (int i = 1; i < count; i++) {
                    into[at + i] = whole += slope;
                }
            }
        }
    }

    public long bytes() {
        int wide = switch (residuals) {
            case byte[] r -> r.length;
            case short[] r -> r.length * Short.BYTES;
            case int[] r -> r.length * Integer.BYTES;
            case long[] r -> r.length * Long.BYTES;
            case null, default -> 0;
        };
        return OVERHEAD + wide + (long) floats.length * Double.BYTES + (long) specialAt.length * (Integer.BYTES + Long.BYTES);
    }
}
