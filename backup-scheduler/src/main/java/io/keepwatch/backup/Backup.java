package io.keepwatch.backup;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A backup that exists: its manifest has been written. Restore can go back to the moment [#startedAt], when its snapshot was taken.
///
/// @param bytes         stored bytes of one copy
/// @param tags          what retention keeps it for
/// @param verification  how well it has been proven
/// @param hold          why retention must not touch it, or null
/// @param deleteAfter   set when retention has marked it; it can be taken back until then
public record Backup(
        String id,
        String plan,
        ProtectedDatabase database,
        Instant startedAt,
        Instant completedAt,
        long bytes,
        Set<Tag> tags,
        Verification verification,
        @Nullable Hold hold,
        @Nullable Instant deleteAfter,
        List<Copy> copies) {

    public enum Tag { DAILY, WEEKLY, MONTHLY }

    /// @param who and why, for people
    public record Hold(String who, String why, Instant since) {}

    /// One target's copy.
    ///
    /// @param path   where it lies in the target: the folder that holds the manifest
    /// @param detail why it is not [State#STORED], or null
    public record Copy(String target, String path, String storageClass, State state, @Nullable String detail) {
        public enum State {
            STORED,
            /// It was not written, or not completely; nothing of it is left.
            FAILED,
            /// It was there and no longer is.
            MISSING,
            /// It is there and not what was written.
            DAMAGED
        }
    }

    public Backup {
        tags = Set.copyOf(tags);
        copies = List.copyOf(copies);
    }

    public boolean hasCopy() {
        return copies.stream().anyMatch(copy -> copy.state() == Copy.State.STORED);
    }

    /// May be restored and counts for retention.
    public boolean isGood() {
        return hasCopy() && verification.state() != Verification.State.FAILED && deleteAfter == null;
    }
}
