package io.keepwatch.telemetry.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;

/// The 64-bit identity of a metric series: that of its name and its labels, whatever else is known of it.
///
/// It is XXH64 (seed 0) of the UTF-8 bytes of the name, and of each label's name and value in the order of the
/// labels' names, each followed by a byte 0xFF, which no UTF-8 text contains. In ClickHouse's words:
///
///     xxHash64(concat(name, '\xFF', arrayStringConcat(arrayMap((k, v) -> concat(k, '\xFF', v, '\xFF'), keys, values))))
///
/// Stored rows carry it, so it must never change. Among 10 million series two share a fingerprint with a
/// probability of 3 in a million.
public final class SeriesFingerprint {

    private static final byte SEPARATOR = (byte) 0xFF;

    private byte[] buffer = new byte[512];
    private int used;

    /// Starts a series; its labels follow in the order of their names.
    public SeriesFingerprint name(byte[] utf8, int offset, int length) {
        used = 0;
        return part(utf8, offset, length);
    }

    public SeriesFingerprint name(String name) {
        used = 0;
        return part(name);
    }

    public SeriesFingerprint label(String name, String value) {
        return part(name).part(value);
    }

    /// Adds the name or the value of a label, without making objects of them.
    public SeriesFingerprint part(byte[] utf8, int offset, int length) {
        if (buffer.length - used <= length) {
            buffer = Arrays.copyOf(buffer, Capacity.forMore(buffer.length, used, length + 1));
        }
        System.arraycopy(utf8, offset, buffer, used, length);
        used += length;
        buffer[used++] = SEPARATOR;
        return this;
    }

    public long value() {
        return XxHash64.hash(buffer, 0, used);
    }

    /// @param labels in the natural order of their names
    public static long of(String name, SortedMap<String, String> labels) {
        var fingerprint = new SeriesFingerprint().name(name);
        labels.forEach(fingerprint::label);
        return fingerprint.value();
    }

    private SeriesFingerprint part(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return part(utf8, 0, utf8.length);
    }
}
