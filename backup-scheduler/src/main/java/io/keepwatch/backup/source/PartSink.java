package io.keepwatch.backup.source;

import java.io.IOException;
import java.io.OutputStream;

/// Takes the parts of a snapshot. Each is hashed, compressed or encrypted as configured, and sent to all targets in one pass.
public interface PartSink {

    /// Begins a part, e.g. `database.dump`; closing the stream ends it, and does not make it visible.
    OutputStream begin(String name) throws IOException;
}
