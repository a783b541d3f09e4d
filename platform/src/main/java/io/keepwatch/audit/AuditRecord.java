package io.keepwatch.audit;

import java.time.Instant;

/// An entry as it was written.
///
/// @param id     its position, counted from 1 without gaps
/// @param detail JSON object
public record AuditRecord(
        long id,
        Instant at,
        String who,
        String role,
        String address,
        String action,
        String object,
        AuditEntry.Result result,
        String detail) {}
