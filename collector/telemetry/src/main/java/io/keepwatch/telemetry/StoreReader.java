package io.keepwatch.telemetry;

import java.util.List;

/// Tells how the store itself is.
public interface StoreReader {

    /// A cheap question that needs the store to answer; throws [StoreUnavailableException] when it does not.
    StoreStatus status();

    /// @param diskFreeBytes  what is left on the disk of the data
    record StoreStatus(String version, List<TableStatus> tables, long diskFreeBytes, long diskTotalBytes) {}

    /// @param bytesOnDisk compressed, @param rawBytes before compression
    record TableStatus(String table, long rows, long bytesOnDisk, long rawBytes, long parts) {}
}
