package io.keepwatch.alerting.evaluation;

import io.keepwatch.telemetry.batch.XxHash64;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The nominal times at which a group is evaluated: every interval, shifted by a part of it that depends on the group, so that not all
/// are evaluated at once. They are the same in every process, and those of a Prometheus that reads the same file.
public final class Slots {

    private final long interval;
    private final long offset;

    /// @param interval more than none
    public Slots(String file, String group, Duration interval) {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("The interval of group " + group + " in " + file + " is not positive: " + interval);
        }
        this.interval = interval.toNanos();
        this.offset = Long.remainderUnsigned(hash(file, group), this.interval);
    }

    /// The last one that is not after this time.
    public Instant at(Instant time) {
        long shifted = TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano() - offset;
        long nanos = shifted - shifted % interval + offset;
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    public Instant after(Instant slot) {
        return slot.plusNanos(interval);
    }

    /// That of Prometheus' label set: each text behind its length.
    private static long hash(String file, String group) {
        var bytes = new ByteArrayOutputStream();
        for (String text : new String[] {"file", file, "name", group}) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            if (utf8.length < 255) {
                bytes.write(utf8.length);
            } else {
                bytes.write(255);
                bytes.write(utf8.length);
                bytes.write(utf8.length >> 8);
                bytes.write(utf8.length >> 16);
            }
            bytes.writeBytes(utf8);
        }
        return XxHash64.hash(bytes.toByteArray(), 0, bytes.size());
    }
}
