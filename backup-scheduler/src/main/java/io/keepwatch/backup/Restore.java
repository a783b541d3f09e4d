package io.keepwatch.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A restore that was asked for.
///
/// @param database  where the data is now: the clone's name, or the live one after the swap
/// @param undoUntil until when [Restores#undo] brings the old database back; null when there is nothing to take back
/// @param undone    whether it has been taken back
public record Restore(
        Run run, RestoreRequest request, @Nullable String database, @Nullable Instant undoUntil, boolean undone, boolean live) {}
