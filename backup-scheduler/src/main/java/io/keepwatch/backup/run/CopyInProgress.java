package io.keepwatch.backup.run;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.catalog.HashedStream;
import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.manifest.ManifestException;
import io.keepwatch.backup.manifest.ManifestJson;
import io.keepwatch.backup.step.Hinted;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.ObjectUpload;
import io.keepwatch.backup.target.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The copy of one backup in one target, while it is written. It is whole until something fails.
final class CopyInProgress {

    private static final Logger log = LoggerFactory.getLogger(CopyInProgress.class);

    private final String target;
    private final ObjectStore store;
    private final String folder;
    private final String storageClass;
    private final Map<String, StoredObject> stored = new ConcurrentHashMap<>();
    private volatile @Nullable IOException problem;
    private boolean published;

    CopyInProgress(String target, ObjectStore store, String folder, String storageClass) {
        this.target = target;
        this.store = store;
        this.folder = folder;
        this.storageClass = storageClass;
    }

    static IOException noneLeft(List<CopyInProgress> copies) {
        IOException first = copies.stream().map(copy -> copy.problem).filter(problem -> problem != null).findFirst().orElseThrow();
        String all = copies.stream().map(copy -> copy.target + ": " + copy.why()).collect(Collectors.joining("; "));
        return new CopyException("No target took the backup: " + all,
                first instanceof Hinted hinted ? hinted.hint() : "Test the targets");
    }

    String target() {
        return target;
    }

    ObjectStore store() {
        return store;
    }

    boolean isWhole() {
        return problem == null;
    }

    /// Why it is not whole.
    String why() {
        IOException failure = problem;
        return failure == null ? "" : failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    void drop(IOException why) {
        problem = why;
    }

    /// Its manifest lies there since an earlier attempt.
    void wasPublished() {
        published = true;
    }

    boolean isPublished() {
        return published;
    }

    /// Another try may make it whole.
    void tryAgain() {
        problem = null;
        published = false;
        stored.clear();
    }

    ObjectUpload create(String part) throws IOException {
        return store.create(BackupLayout.part(folder, part), storageClass);
    }

    void stored(String part, StoredObject object) {
        stored.put(part, object);
    }

    void closing(ObjectUpload upload) {
        try {
            upload.close();
        } catch (IOException e) {
            log.warn("Cannot take back an upload to {}; the sweep of unfinished uploads will", target, e);
        }
    }

    InputStream read(String part) throws IOException {
        return store.read(BackupLayout.part(folder, part));
    }

    /// Whether what lies in the target is what went out: by the size that the store tells, and by reading it again.
    void confirm(HashedPart part) throws IOException {
        String where = part.name() + " in " + target;
        long size = store.find(BackupLayout.part(folder, part.name())).map(StoredObject::bytes)
                .orElseThrow(() -> new CopyException("Cannot confirm " + where + ": it is not there", "Look after the target"));
        if (size != part.bytes()) {
            throw new CopyException("Cannot confirm " + where + ": it has " + size + " bytes, " + part.bytes() + " went out", "Look after the target");
        }
        try (var in = new HashedStream(read(part.name()))) {
            in.transferTo(OutputStream.nullOutputStream());
            if (!in.sha256().equals(part.sha256())) {
                throw new CopyException("Cannot confirm " + where + ": what lies there is not what went out", "Look after the target");
            }
        }
    }

    /// Copies a part from one that is whole.
    void copyFrom(CopyInProgress whole, HashedPart part) throws IOException {
        try (ObjectUpload upload = create(part.name()); InputStream in = whole.read(part.name())) {
            in.transferTo(upload.output());
            stored(part.name(), upload.commit());
        }
        confirm(part);
    }

    /// Writes the manifest, and reads it back.
    void publish(byte[] manifest) throws IOException {
        String key = BackupLayout.manifest(folder);
        try (ObjectUpload upload = store.create(key, "STANDARD")) {
            upload.output().write(manifest);
            upload.commit();
        }
        try (InputStream in = store.read(key)) {
            if (!Arrays.equals(in.readAllBytes(), manifest)) {
                store.delete(key);
                throw new CopyException("Cannot confirm the manifest in " + target + ": it was read back with other content", "Look after the target");
            }
        }
    }

    /// The manifest that makes this copy exist, when it is one.
    Optional<Manifest> manifest(String backupId) throws IOException {
        String key = BackupLayout.manifest(folder);
        if (store.find(key).isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = store.read(key)) {
            Manifest manifest = ManifestJson.read(in.readAllBytes(), key + " in " + target);
            return manifest.backupId().equals(backupId) ? Optional.of(manifest) : Optional.empty();
        } catch (ManifestException e) {
            log.warn("Taking a backup that was under way for none", e);
            return Optional.empty();
        }
    }

    /// Clears all of it away, the manifest first.
    void discard() throws IOException {
        store.delete(BackupLayout.manifest(folder));
        var keys = new ArrayList<String>();
        store.list(folder + "/", object -> keys.add(object.key()));
        for (String key : keys) {
            store.delete(key);
        }
    }

    Backup.Copy result() {
        String written = stored.values().stream().map(StoredObject::storageClass).findFirst().orElse(storageClass);
        return new Backup.Copy(target, folder, written, isWhole() ? Backup.Copy.State.STORED : Backup.Copy.State.FAILED,
                isWhole() ? null : why());
    }
}
