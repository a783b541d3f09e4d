package io.keepwatch.ingest;

import java.time.Duration;

/// What bounds the memory and the patience of the ingest path.
///
/// @param wireBytes     longest request as it comes
/// @param unpackedBytes longest request after decompression
/// @param recordBytes   longest single record, encoded: never cut, rejected with the reason
/// @param budgetBytes   all requests in flight together, packed and unpacked
/// @param batchRows     a batch of this many rows is full
/// @param batchBytes    a batch of this many bytes is full
/// @param batchAge      a batch waits no longer for more requests
/// @param inserts       inserts of one signal under way at the same time
/// @param answerWithin  a caller waits no longer for the insert of its batch
public record IngestLimits(
        int wireBytes,
        int unpackedBytes,
        int recordBytes,
        long budgetBytes,
        int batchRows,
        long batchBytes,
        Duration batchAge,
        int inserts,
        Duration answerWithin) {

    private static final int MIB = 1 << 20;

    /// @param heapBytes the most that the process may use; an eighth of it is the budget, since decoded messages are
    ///                  several times as large as their bytes
    public static IngestLimits forHeap(long heapBytes) {
        long budget = Math.clamp(heapBytes / 8, 16L * MIB, 512L * MIB);
        return new IngestLimits(
                (int) Math.min(16 * MIB, budget / 4),
                (int) Math.min(64 * MIB, budget / 2),
                MIB,
                budget,
                20_000,
                16L * MIB,
                Duration.ofMillis(200),
                2,
                Duration.ofSeconds(60));
    }
}
