package io.keepwatch.alerting.restore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What alerts need to know of the catalog of backups: a read port, implemented where both rooms are seen. Whether a backup failed reaches
/// alerts as a metric, and not here.
public interface RestorePoints {

    /// In the words of OpenTelemetry's database spans, which are also labels of the backup metrics.
    record Database(String system, String address, int port, String namespace) {
        @Override
        public String toString() {
            return namespace + " on " + address + ":" + port;
        }
    }

    /// @param id           of the backup
    /// @param takenAt      the moment it leads back to
    /// @param verification how well it is proven, in words
    record RestorePoint(String id, Instant takenAt, String verification) {}

    /// The databases that are backed up.
    List<Database> databases();

    /// The newest good backup of the database whose snapshot is older than that moment.
    Optional<RestorePoint> newestBefore(Database database, Instant moment);
}
