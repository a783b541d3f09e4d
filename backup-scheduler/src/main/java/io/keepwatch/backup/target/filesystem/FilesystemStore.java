package io.keepwatch.backup.target.filesystem;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.target.ObjectKeys;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.ObjectUpload;
import io.keepwatch.backup.target.StoreProbe;
import io.keepwatch.backup.target.StoredObject;
import io.keepwatch.backup.target.WholeObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Objects as files below a folder.
final class FilesystemStore implements ObjectStore {

    private static final String STORAGE_CLASS = "STANDARD";

    private final Folder folder;

    FilesystemStore(FilesystemSettings settings) {
        this.folder = new Folder(settings);
    }

    @Override
    public ObjectUpload create(String key, String storageClass) throws IOException {
        return guarded("store", key, () -> {
            folder.makeRoot();
            return FilesystemUpload.begin(folder, key);
        });
    }

    @Override
    public InputStream read(String key) throws IOException {
        return guarded("read", key, () -> {
            folder.requireThere();
            Path file = folder.fileOf(key);
            if (!Files.isRegularFile(file)) {
                throw FilesystemFault.missing(key, folder.root());
            }
            FileChannel channel = FileChannel.open(file);
            return new WholeObject(Channels.newInputStream(channel), channel.size(), key + " in " + folder.root());
        });
    }

    @Override
    public Optional<StoredObject> find(String key) throws IOException {
        return guarded("look for", key, () -> {
            folder.requireThere();
            Path file = folder.fileOf(key);
            return Files.isRegularFile(file) ? Optional.of(describe(folder, file)) : Optional.empty();
        });
    }

    static StoredObject describe(Folder folder, Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new StoredObject(folder.keyOf(file), attributes.size(), STORAGE_CLASS, attributes.lastModifiedTime().toInstant());
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> each) throws IOException {
        guarded("list", prefix.isEmpty() ? "everything" : prefix, () -> {
            folder.requireThere();
            walk(folder.root(), prefix, each);
            return null;
        });
    }

    /// Goes into folders that can hold such keys only.
    private void walk(Path in, String prefix, Consumer<StoredObject> each) throws IOException {
        for (Child child : children(in)) {
            String key = folder.keyOf(child.path());
            if (child.isFolder()) {
                String below = key + "/";
                if (below.startsWith(prefix) || prefix.startsWith(below)) {
                    walk(child.path(), prefix, each);
                }
            } else if (key.startsWith(prefix)) {
                report(child.path(), each);
            }
        }
    }

    private void report(Path file, Consumer<StoredObject> each) throws IOException {
        StoredObject object;
        try {
            object = describe(folder, file);
        } catch (NoSuchFileException e) {
            return; // deleted while we were listing
        }
        each.accept(object);
    }

    /// A folder sorts as its keys do: with the `/` behind its name.
    private record Child(Path path, boolean isFolder) {

        static final Comparator<Child> ORDER = Comparator.comparing(Child::sortKey, ObjectKeys.ORDER);

        private String sortKey() {
            return path.getFileName() + (isFolder ? "/" : "");
        }
    }

    /// Links are left out: objects are files, and a link may lead anywhere.
    private static List<Child> children(Path folder) throws IOException {
        var found = new ArrayList<Child>();
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                boolean isFile = Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
                if (isFolder || isFile && !Folder.isTemporary(entry)) {
                    found.add(new Child(entry, isFolder));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // pruned while we were listing
        }
        found.sort(Child.ORDER);
        return found;
    }

    @Override
    public void delete(String key) throws IOException {
        guarded("delete", key, () -> {
            folder.requireThere();
            Path file = folder.fileOf(key);
            if (Files.isRegularFile(file) && Files.deleteIfExists(file)) {
                Folder.sync(file.getParent());
                folder.pruneAbove(file);
            }
            return null;
        });
    }

    /// By the last write, not by the beginning: a slow upload that still writes is not over.
    @Override
    public void sweepUploads(Instant startedBefore) throws IOException {
        guarded("sweep", "uploads that never ended", () -> {
            folder.requireThere();
            List<Path> leftovers;
            try (var files = Files.walk(folder.root())) {
                leftovers = files.filter(Folder::isTemporary).toList();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            for (Path leftover : leftovers) {
                sweep(leftover, startedBefore);
            }
            return null;
        });
    }

    private void sweep(Path leftover, Instant startedBefore) throws IOException {
        try {
            if (Files.getLastModifiedTime(leftover).toInstant().isBefore(startedBefore)) {
                Files.deleteIfExists(leftover);
                folder.pruneAbove(leftover);
            }
        } catch (NoSuchFileException e) {
            return; // its upload has just ended
        }
    }

    @Override
    public List<Check> test() {
        var checks = new ArrayList<>(StoreProbe.run(this, folder.root().toString()));
        checks.add(freeSpace());
        return List.copyOf(checks);
    }

    private Check freeSpace() {
        try {
            var disk = Files.getFileStore(folder.root());
            long free = disk.getUsableSpace();
            long total = disk.getTotalSpace();
            String message = "%d of %d MiB free on %s".formatted(free >> 20, total >> 20, disk.name());
            return free < total / 10
                    ? Check.amber("free space", message, "Free some space, make the disk larger, or keep fewer backups")
                    : Check.green("free space", message);
        } catch (IOException e) {
            return Check.red("free space", "Cannot tell the free space of " + folder.root() + ": it does not answer", "Is its disk mounted?");
        }
    }

    @Override
    public void close() {
        // holds nothing open
    }

    private interface Act<T> {
        T run() throws IOException;
    }

    private <T> T guarded(String verb, String key, Act<T> act) throws IOException {
        try {
            return act.run();
        } catch (IOException e) {
            throw FilesystemFault.explain(verb, key, folder.root(), e);
        }
    }
}
