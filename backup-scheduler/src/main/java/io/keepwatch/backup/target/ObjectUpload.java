package io.keepwatch.backup.target;

import java.io.IOException;
import java.io.OutputStream;

/// An object being written. Closing it before [#commit] leaves nothing of it.
public interface ObjectUpload extends AutoCloseable {

    /// Blocks while the store is slower than the writer; memory is bounded.
    OutputStream output();

    /// Makes the object visible and durable.
    ///
    /// @return as the store itself reports it afterwards
    StoredObject commit() throws IOException;

    @Override
    void close() throws IOException;
}
