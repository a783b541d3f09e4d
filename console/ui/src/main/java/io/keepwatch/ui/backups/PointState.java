package io.keepwatch.ui.backups;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Copy;
import io.keepwatch.backup.Verification;
import io.keepwatch.ui.element.Glyph;
import java.util.Locale;
import java.util.stream.Collectors;

/// How far a recovery point can be trusted. Only a restore earns "verified by restore".
public enum PointState {
    RESTORED(Glyph.POINT_VERIFIED, "verified by restore"),
    READABLE(Glyph.POINT_VERIFIED, "read to its end"),
    CHECKSUM(Glyph.POINT_UNVERIFIED, "checksum only"),
    STORED(Glyph.POINT_UNVERIFIED, "stored, not read again"),
    UNSAFE(Glyph.POINT_UNSAFE, "unsafe");

    private final Glyph glyph;
    private final String words;

    PointState(Glyph glyph, String words) {
        this.glyph = glyph;
        this.words = words;
    }

    public static PointState of(Backup point) {
        if (!point.hasCopy() || point.verification().state() == Verification.State.FAILED) {
            return UNSAFE;
        }
        return switch (point.verification().level()) {
            case RESTORED -> RESTORED;
            case READABLE -> READABLE;
            case CHECKSUM -> CHECKSUM;
            case STORED, NONE -> STORED;
        };
    }

    public Glyph glyph() {
        return glyph;
    }

    public String words() {
        return words;
    }

    /// Read to its end or restored.
    public boolean verified() {
        return this == RESTORED || this == READABLE;
    }

    /// As it stands in a URL.
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What was found, for a tooltip and a detail; empty when there is nothing to add.
    public static String reason(Backup point) {
        if (!point.hasCopy()) {
            return "no copy is left: " + point.copies().stream().map(PointState::copy).collect(Collectors.joining(", "));
        }
        String detail = point.verification().detail();
        return detail == null ? "" : detail;
    }

    /// "s3-main is damaged: …"
    public static String copy(Copy copy) {
        String state = switch (copy.state()) {
            case STORED -> "is stored";
            case FAILED -> "was not written";
            case MISSING -> "is missing";
            case DAMAGED -> "is damaged";
        };
        return copy.target() + " " + state + (copy.detail() == null ? "" : ": " + copy.detail());
    }
}
