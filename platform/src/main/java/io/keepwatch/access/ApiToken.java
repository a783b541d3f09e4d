package io.keepwatch.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A key for programs. The key itself is known to nobody but its user.
///
/// @param expiresAt  null when it does not
/// @param lastUsedAt to the minute
public record ApiToken(
        String id,
        String name,
        Role role,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    public boolean usableAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
