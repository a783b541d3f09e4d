package io.keepwatch.backup.source.postgresql;

import java.util.Locale;

/// How the connection is encrypted, in the words of libpq.
public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    /// As PostgreSQL's programs and its driver spell it.
    String spelled() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
