package io.keepwatch.telemetry.logs;

import java.time.Instant;

/// A place in the order of log records: by time, then by a hash of the record for records of the same nanosecond.
public record LogPosition(Instant time, long hash) {}
