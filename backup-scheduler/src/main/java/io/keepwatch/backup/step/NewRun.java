package io.keepwatch.backup.step;

import io.keepwatch.backup.Run;
import org.jspecify.annotations.Nullable;

/// A run that is wanted.
///
/// @param id        from [RunIds#next]
/// @param slot      of the plan; a plan's slot has one run ever
/// @param exclusive of the runs that have the same word here only one is worked on at a time, e.g. `backup/quotes`; null for any
/// @param backupId  what it is going to make, or works on
/// @param request   as JSON
public record NewRun(
        String id,
        Run.Kind kind,
        @Nullable String plan,
        @Nullable String slot,
        String requestedBy,
        @Nullable String exclusive,
        @Nullable String backupId,
        String request) {}
