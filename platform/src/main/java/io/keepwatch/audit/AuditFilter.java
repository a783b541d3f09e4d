package io.keepwatch.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which records to show; null means any.
///
/// @param from inclusive
/// @param to   exclusive
/// @param text found anywhere in the object or the detail, in any case
public record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String who,
        @Nullable String action,
        AuditEntry.@Nullable Result result,
        @Nullable String text) {

    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

    public AuditFilter between(Instant from, Instant to) {
        return new AuditFilter(from, to, who, action, result, text);
    }

    public AuditFilter by(@Nullable String who) {
        return new AuditFilter(from, to, who, action, result, text);
    }

    public AuditFilter of(@Nullable String action) {
        return new AuditFilter(from, to, who, action, result, text);
    }

    public AuditFilter ended(AuditEntry.@Nullable Result result) {
        return new AuditFilter(from, to, who, action, result, text);
    }

    public AuditFilter containing(@Nullable String text) {
        return new AuditFilter(from, to, who, action, result, text);
    }
}
