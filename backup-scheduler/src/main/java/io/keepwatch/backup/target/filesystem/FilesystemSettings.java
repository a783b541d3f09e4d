package io.keepwatch.backup.target.filesystem;

import io.keepwatch.backup.target.TargetSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// @param path       the folder; it is made by the first backup when the folder above it is there
/// @param mountPoint where a disk or share must be mounted, so that nothing is written below it when it is not; null to not look
public record FilesystemSettings(Path path, @Nullable Path mountPoint) implements TargetSettings {

    public FilesystemSettings {
        if (path == null) {
            throw new IllegalArgumentException("path is missing: the folder that keeps the backups, e.g. ./data/backups");
        }
        path = path.toAbsolutePath().normalize();
        if (path.getParent() == null) {
            throw new IllegalArgumentException("path is the root of the file system: use a folder of its own, e.g. /var/backups/keepwatch");
        }
        if (mountPoint != null) {
            mountPoint = mountPoint.toAbsolutePath().normalize();
            if (!path.startsWith(mountPoint) || mountPoint.getParent() == null) {
                throw new IllegalArgumentException("mount-point " + mountPoint + " is not above path " + path
                        + ": use the folder that the disk is mounted at, e.g. /mnt/backup for /mnt/backup/keepwatch");
            }
        }
    }

    @Override
    public String place() {
        return path.toString();
    }

    @Override
    public Path localFolder() {
        return path;
    }
}
