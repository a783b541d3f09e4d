package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The short name of an alert in Alertmanager's API and messages: FNV-1a over its labels.
public final class AlertFingerprint {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final byte SEPARATOR = (byte) 0xff;

    private AlertFingerprint() {}

    /// 16 hexadecimal digits.
    public static String of(Labels labels) {
        long hash = OFFSET;
        for (Map.Entry<String, String> label : labels.toMap().entrySet()) {
            hash = add(add(hash, label.getKey()), label.getValue());
        }
        return String.format("%016x", hash);
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            sum = (sum ^ Byte.toUnsignedInt(b)) * PRIME;
        }
        return (sum ^ Byte.toUnsignedInt(SEPARATOR)) * PRIME;
    }
}
