package io.keepwatch.backup.source;

import io.keepwatch.backup.RestoreRequest.Mode;
import java.time.Instant;

/// Where a restore leads.
///
/// @param database  the name that is restored, e.g. `quotes`
/// @param restoreId makes the names of clone and old database unique, and the same in a repeated step
/// @param startedAt when the restore was asked for; its names carry it
public record RestoreTarget(Mode mode, String database, String restoreId, Instant startedAt) {}
