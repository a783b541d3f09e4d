package io.keepwatch.clickhouse.embedded;

import java.lang.management.ManagementFactory;

/// What the engine may use of the machine that it shares with the rest of Keepwatch.
///
/// @param serverBytes all queries, merges and caches together; queries beyond it fail, the engine does not
/// @param cores       how many the machine has
record EngineMemory(long serverBytes, int cores) {

    private static final long MB = 1L << 20;
    private static final long MOST = 4096 * MB;

    /// An idle engine takes about 300 MB; less than this leaves too little for inserts and merges.
    private static final long LEAST = 768 * MB;

    static EngineMemory ofThisMachine() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return of(system.getTotalMemorySize(), Runtime.getRuntime().availableProcessors());
    }

    /// A quarter of the memory, within limits.
    static EngineMemory of(long machineBytes, int cores) {
        return new EngineMemory(Math.clamp(machineBytes / 4, LEAST, MOST), cores);
    }

    long queryBytes() {
        return serverBytes / 2;
    }

    /// People's own queries leave room for dashboards and inserts.
    long readerQueryBytes() {
        return serverBytes / 4;
    }

    long markCacheBytes() {
        return Math.min(256 * MB, serverBytes / 8);
    }

    long indexCacheBytes() {
        return Math.min(128 * MB, serverBytes / 16);
    }

    /// Threads that merge.
    int mergeThreads() {
        return Math.clamp(cores, 2, 8);
    }
}
