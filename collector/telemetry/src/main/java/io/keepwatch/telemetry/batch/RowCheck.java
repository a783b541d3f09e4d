package io.keepwatch.telemetry.batch;

/// Finds a column that was forgotten or filled twice, before rows slip against each other.
final class RowCheck {

    private RowCheck() {}

    static void expect(int rows, int... sizes) {
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] != rows) {
                throw new IllegalStateException(
                        "Cannot end row %d: column %d of the batch, counted from 0, has %d values".formatted(rows, i, sizes[i]));
            }
        }
    }
}
