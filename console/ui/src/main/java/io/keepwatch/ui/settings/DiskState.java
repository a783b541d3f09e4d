package io.keepwatch.ui.settings;

import io.keepwatch.telemetry.StoreReader.StoreStatus;

/// Whether the disk of the data has room.
enum DiskState {
    ENOUGH, SCARCE, NEARLY_FULL;

    private static final double SCARCE_BELOW = 0.15;
    private static final double NEARLY_FULL_BELOW = 0.05;

    static DiskState of(StoreStatus status) {
        if (status.diskTotalBytes() <= 0) {
            return ENOUGH; // an external ClickHouse may keep its disks to itself
        }
        double free = (double) status.diskFreeBytes() / status.diskTotalBytes();
        return free < NEARLY_FULL_BELOW ? NEARLY_FULL : free < SCARCE_BELOW ? SCARCE : ENOUGH;
    }
}
