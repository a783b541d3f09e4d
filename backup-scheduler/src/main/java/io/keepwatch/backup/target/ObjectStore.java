package io.keepwatch.backup.target;

import io.keepwatch.backup.Check;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One target, open. Keys are relative to the target's own path or prefix, with `/` between their parts.
///
/// Failures are [TargetException]s, which say what to do. An object is there whole or not at all.
public interface ObjectStore extends AutoCloseable {

    /// Begins an object of unknown length; it is visible after [ObjectUpload#commit] only.
    ///
    /// @param storageClass e.g. `STANDARD`; a store without classes ignores it
    ObjectUpload create(String key, String storageClass) throws IOException;

    /// Reads an object from its beginning; a transfer that breaks off is an exception, never the end of the stream.
    InputStream read(String key) throws IOException;

    Optional<StoredObject> find(String key) throws IOException;

    /// All objects whose keys start with `prefix`, in the order of their keys, page by page.
    void list(String prefix, Consumer<StoredObject> each) throws IOException;

    /// Gone, or was not there.
    ///
    /// @throws ObjectRetainedException when a lock forbids it
    void delete(String key) throws IOException;

    /// Removes what uploads that never ended have left behind.
    void sweepUploads(Instant startedBefore) throws IOException;

    /// Tries everything a backup and a restore will do, on an object of its own, and clears it away.
    List<Check> test();

    @Override
    void close();
}
