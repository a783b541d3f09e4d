package io.keepwatch.backup.target.filesystem;

import io.keepwatch.backup.target.TargetException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/// Says in words what the system's errors mean for a target.
final class FilesystemFault {

    private FilesystemFault() {}

    /// @param verb what was tried, e.g. `store`
    static IOException explain(String verb, String key, Path root, IOException e) {
        if (e instanceof TargetException) {
            return e;
        }
        String what = "Cannot " + verb + " " + key + " in " + root + ": ";
        String reason = reason(e);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota exceeded")) {
            return new TargetException(what + reason + freeSpace(root),
                    "Free some space, make the disk larger, or keep fewer backups; what was written of it has been removed", false, e);
        }
        if (lower.contains("read-only file system")) {
            return new TargetException(what + reason, "Mount it for writing; a disk with errors is often turned read-only: see dmesg", false, e);
        }
        if (e instanceof AccessDeniedException || lower.contains("operation not permitted")) {
            return new TargetException(what + "permission denied" + place(e),
                    "Let the user " + System.getProperty("user.name") + " read and write " + root + " and all below it", false, e);
        }
        if (lower.contains("stale") || lower.contains("not connected") || lower.contains("input/output") || lower.contains("host is down")) {
            return new TargetException(what + reason, "The disk or share is gone or broken: mount it again, see dmesg", true, e);
        }
        if (lower.contains("file name too long")) {
            return new TargetException(what + reason, "This file system takes shorter names only: shorten the plan's name", false, e);
        }
        if (e instanceof NoSuchFileException && !Files.isDirectory(root)) {
            return new TargetException(what + "the folder is gone", "Is its disk still mounted?", true, e);
        }
        return new TargetException(what + reason, "See the system's log for this disk", false, e);
    }

    static TargetException missing(String key, Path root) {
        return new TargetException("Cannot read " + key + " in " + root + ": there is no such object",
                "It was deleted outside Keepwatch, or never written: rebuild the catalog", false, null);
    }

    /// The system's own words, without the path that stands in the message already.
    private static String reason(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        if (e.getCause() instanceof ReadOnlyFileSystemException) {
            return "Read-only file system";
        }
        return e instanceof FileSystemException || e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String place(IOException e) {
        return e instanceof FileSystemException file && file.getFile() != null ? " at " + file.getFile() : "";
    }

    private static String freeSpace(Path root) {
        try {
            var disk = Files.getFileStore(root);
            return " (" + disk.getUsableSpace() / (1 << 20) + " of " + disk.getTotalSpace() / (1 << 20) + " MiB free)";
        } catch (IOException e) {
            return ""; // the number is a courtesy, the reason stands before it
        }
    }
}
