package io.keepwatch.ui.settings;

import io.keepwatch.access.ApiToken;
import java.time.Duration;
import java.time.Instant;

/// Whether a key is of use, in a word.
final class TokenStates {

    private static final Duration SOON = Duration.ofDays(7);

    private TokenStates() {}

    static String words(ApiToken token, Instant now) {
        if (token.revokedAt() != null) {
            return "revoked";
        }
        if (!token.usableAt(now)) {
            return "expired";
        }
        return token.expiresAt() != null && token.expiresAt().isBefore(now.plus(SOON)) ? "expires soon" : "valid";
    }

    static String glyph(ApiToken token, Instant now) {
        return switch (words(token, now)) {
            case "valid" -> "ok";
            case "expires soon" -> "warn";
            default -> "stale";
        };
    }
}
