package io.keepwatch.backup.step;

import org.jspecify.annotations.Nullable;

/// How far a step is.
record Progress(long bytes, @Nullable Long totalBytes, @Nullable String detail) {}
