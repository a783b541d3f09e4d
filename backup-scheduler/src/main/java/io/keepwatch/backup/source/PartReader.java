package io.keepwatch.backup.source;

import java.io.IOException;
import java.io.InputStream;

/// Gives out the plain bytes of a backup's parts, from the nearest copy that is whole.
public interface PartReader {

    /// The stream fails at its end when what was read has not the manifest's checksum.
    InputStream open(String name) throws IOException;
}
