package io.keepwatch.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step of a run, as far as it has come.
///
/// @param bytes      handled so far
/// @param totalBytes expected in all, from the manifest or from the last run of the same plan; null when nobody knows
/// @param detail     what it is doing or has found, in words, e.g. `12 of 34 tables`
public record RunStep(
        String name,
        String description,
        Phase phase,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        long bytes,
        @Nullable Long totalBytes,
        @Nullable String detail) {}
