package io.keepwatch.alerting.notifier;

import io.keepwatch.telemetry.series.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 in hexadecimal digits, where something needs a name that says nothing about it.
public final class Fingerprints {

    private static final int SHORT = 6;

    private Fingerprints() {}

    public static String of(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same for the same labels, in whatever process.
    public static String of(Labels labels) {
        return of(labels.toString());
    }

    /// Tells two secrets apart and gives neither away.
    public static String shortOf(String secret) {
        return of(secret).substring(0, SHORT);
    }
}
