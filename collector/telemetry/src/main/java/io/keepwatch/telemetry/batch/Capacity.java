package io.keepwatch.telemetry.batch;

/// How the arrays of columns grow.
final class Capacity {

    /// Some virtual machines cannot make longer arrays.
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private Capacity() {}

    /// @return a length of at least `used + more`, doubling so that appending stays cheap
    static int forMore(int length, int used, int more) {
        long needed = (long) used + more;
        if (needed > LONGEST) {
            throw new IllegalStateException("Cannot append %,d elements to a column of %,d: write the batch first".formatted(more, used));
        }
        return (int) Math.min(LONGEST, Math.max(needed, 2L * length));
    }
}
