package io.keepwatch.backup.target.filesystem;

import io.keepwatch.backup.target.ObjectKeys;
import io.keepwatch.backup.target.TargetException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The target's folder: where keys lie in it, and that nothing leads out of it.
final class Folder {

    /// Hidden files that are being written.
    private static final String TEMPORARY = ".keepwatch-";
    private static final String TEMPORARY_END = ".part";

    private final Path root;
    private final @Nullable Path mountPoint;

    Folder(FilesystemSettings settings) {
        this.root = settings.path();
        this.mountPoint = settings.mountPoint();
    }

    Path root() {
        return root;
    }

    static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(TEMPORARY) && name.endsWith(TEMPORARY_END);
    }

    static Path temporaryBeside(Path file) {
        return file.resolveSibling(TEMPORARY + UUID.randomUUID() + TEMPORARY_END);
    }

    /// The file of a key.
    ///
    /// @throws TargetException when the key, or a link on its way, leads out of the folder
    Path fileOf(String key) throws IOException {
        Path file = root.resolve(ObjectKeys.check(key)).normalize();
        if (isTemporary(file)) {
            throw new TargetException("Cannot use the key \"" + key + "\" in " + root + ": its name is one of Keepwatch's own",
                    "Use another name", false, null);
        }
        Path there = file;
        while (!Files.exists(there)) {
            if (Files.isSymbolicLink(there) || there.equals(root)) {
                break;
            }
            there = there.getParent();
        }
        boolean outside = Files.isSymbolicLink(there) && !there.equals(root)
                || Files.exists(there) && !there.toRealPath().startsWith(root.toRealPath());
        if (outside) {
            throw new TargetException("Cannot use the key \"" + key + "\" in " + root + ": " + there + " is a link that leads out of it",
                    "Remove the link, or use the folder that it leads to as the target's path", false, null);
        }
        return file;
    }

    String keyOf(Path file) {
        return root.relativize(file).toString();
    }

    /// @throws TargetException when the disk is not mounted or the folder is not there
    void requireThere() throws IOException {
        requireMounted();
        if (!Files.isDirectory(root)) {
            throw new TargetException("Cannot use " + root + ": " + (Files.exists(root) ? "it is no folder" : "the folder does not exist"),
                    "Is its disk mounted? A new target's folder is made by its first backup, or by testing it", true, null);
        }
    }

    /// Makes the folder itself when only it is missing; a whole missing path looks like a disk that is not mounted.
    void makeRoot() throws IOException {
        requireMounted();
        if (Files.isDirectory(root)) {
            return;
        }
        if (!Files.isDirectory(root.getParent())) {
            throw new TargetException("Cannot use " + root + ": the folder above it does not exist either",
                    "Mount the disk, or make the folder " + root.getParent(), true, null);
        }
        makeDirectories(root);
    }

    private void requireMounted() throws IOException {
        if (mountPoint == null) {
            return;
        }
        if (!Files.isDirectory(mountPoint) || device(mountPoint).equals(device(mountPoint.getParent()))) {
            throw new TargetException("Cannot use " + root + ": nothing is mounted at " + mountPoint,
                    "Mount the disk or share; nothing was written", true, null);
        }
    }

    private static Object device(Path path) throws IOException {
        return Files.getAttribute(path, "unix:dev");
    }

    /// Makes a folder so that it is still there after a loss of power.
    void makeDirectories(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.getParent();
        if (!folder.equals(root)) {
            makeDirectories(above);
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        sync(above);
    }

    /// Removes the folders above `file` that hold nothing any more.
    void pruneAbove(Path file) throws IOException {
        for (Path folder = file.getParent(); !folder.equals(root) && folder.startsWith(root); folder = folder.getParent()) {
            try {
                Files.delete(folder);
            } catch (DirectoryNotEmptyException e) {
                return;
            } catch (NoSuchFileException e) {
                continue; // somebody else was quicker
            }
        }
    }

    void moveInto(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new TargetException("Cannot store " + file + ": this file system does not rename files atomically",
                    "Use another file system for backups", false, e);
        }
        sync(file.getParent());
    }

    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
