package io.keepwatch.backup.step;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/// Makes ids that are unique for ever and sort by time.
public final class RunIds {

    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final RandomGenerator RANDOM = new SecureRandom();

    private RunIds() {}

    /// E.g. `20261121T020000012Z-k3x9ab`.
    public static String next(Instant at) {
        return MILLIS.format(at) + "-" + random();
    }

    /// When the id was made.
    public static Instant at(String id) {
        return MILLIS.parse(id.substring(0, id.lastIndexOf('-')), Instant::from);
    }

    /// Six characters that nobody confuses when reading them aloud.
    public static String random() {
        var text = new StringBuilder(6);
        for (int i = 0; i < 6; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
