package io.keepwatch.backup;

import org.jspecify.annotations.Nullable;

/// What somebody wants restored, and where to.
///
/// @param server   a server of `keepwatch.yaml`; null for the plan's own
/// @param database the name to restore; null for the backup's own. A clone gets it, or the backup's own with a stamp
/// @param confirm  the typed name; only looked at when the restore starts
/// @param planHash of the plan that was shown; only looked at when the restore starts
public record RestoreRequest(
        String backupId,
        Mode mode,
        @Nullable String server,
        @Nullable String database,
        @Nullable String confirm,
        @Nullable String reason,
        @Nullable String planHash) {

    public enum Mode {
        /// A new database beside the live one.
        CLONE,
        /// A new database that takes the live one's name after it was verified; the old one is kept for the undo.
        SWAP
    }
}
