package io.keepwatch.backup.target;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The settings of one target in `keepwatch.yaml`; each adapter has its record, chosen by the key `type`.
public interface TargetSettings {

    /// Where it is, for people, e.g. `s3://quote-app-backups/db`; no secrets.
    String place();

    /// The folder when it lies in this machine's own file system, for the warning that a disk takes source and backup along; else null.
    default @Nullable Path localFolder() {
        return null;
    }
}
