package io.keepwatch.ui.alerts;

import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.StatusBadge.Tone;

/// How grave an alert is, by its label `severity`. One without is taken for a warning: nobody said that it may wait.
public enum Severity {
    CRITICAL(Glyph.CRITICAL, Tone.CRITICAL), WARNING(Glyph.WARNING, Tone.WARNING), INFO(Glyph.WAITING, Tone.NEUTRAL);

    private final Glyph glyph;
    private final Tone tone;

    Severity(Glyph glyph, Tone tone) {
        this.glyph = glyph;
        this.tone = tone;
    }

    public static Severity of(Labels labels) {
        return of(labels.get("severity"));
    }

    public static Severity of(String label) {
        return switch (label) {
            case "critical", "page", "error" -> CRITICAL;
            case "info", "none" -> INFO;
            default -> WARNING;
        };
    }

    public Glyph glyph() {
        return glyph;
    }

    public Tone tone() {
        return tone;
    }
}
