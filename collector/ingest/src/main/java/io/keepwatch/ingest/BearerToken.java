package io.keepwatch.ingest;

import io.keepwatch.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The token that senders must show, when there is one.
public record BearerToken(@Nullable Secret expected) {

    public static final String REFUSAL = "Send the header Authorization: Bearer with the token of KEEPWATCH_OTLP_TOKEN";

    private static final String SCHEME = "bearer ";

    /// Takes equally long for every wrong token of the same length.
    public boolean admits(@Nullable String authorization) {
        if (expected == null) {
            return true;
        }
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return false;
        }
        return MessageDigest.isEqual(utf8(authorization.substring(SCHEME.length()).strip()), utf8(expected.reveal()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
