package io.keepwatch.backup.target.s3;

/// How large each part of an upload is. A store takes 10,000 parts, and nobody knows how long the stream will be: the parts grow.
///
/// With a first size of 8 MiB a stream may have 484 GiB; with 128 MiB, 7.5 TiB.
///
/// @param first size, in bytes
record PartSizes(int first) {

    static final int MOST_PARTS = 10_000;

    private static final int SAME_SIZE = 2_000;
    private static final int IN_FLIGHT = 3;
    private static final int MEMORY = 32 << 20;

    /// @param number from 1
    int size(int number) {
        int doublings = Math.min((number - 1) / SAME_SIZE, 4);
        return (int) Math.min((long) first << doublings, 1 << 30);
    }

    /// Several small ones at once hide the way to the store; of large ones, memory holds one beside the one being filled.
    int inFlight(int number) {
        return Math.clamp(MEMORY / size(number), 1, IN_FLIGHT);
    }
}
