package io.keepwatch.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The best proof there is of a backup, and when it was given.
///
/// @param at     when it was last proven, or tried
/// @param detail what was found, in words
public record Verification(Level level, State state, @Nullable Instant at, @Nullable String detail) {

    /// Each proves all that the ones before it prove (R32 of the backup reference).
    public enum Level {
        NONE,
        /// The stored objects have the sizes of the manifest.
        STORED,
        /// They were read again and have its checksums.
        CHECKSUM,
        /// The archive was read to its end by the program that restores it.
        READABLE,
        /// It was restored, and each table has the rows and checksums of the manifest.
        RESTORED
    }

    /// [#INCONCLUSIVE] is the verifier's own failure, e.g. no disk: it says nothing about the backup.
    public enum State { OK, FAILED, INCONCLUSIVE }

    public static final Verification NOT_YET = new Verification(Level.NONE, State.INCONCLUSIVE, null, null);
}
