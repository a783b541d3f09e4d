package io.keepwatch.ui.services.health;

import io.keepwatch.ui.element.Glyph;

/// How a service is, worst first.
public enum State {
    CRITICAL(Glyph.CRITICAL, "critical"),
    WARNING(Glyph.WARNING, "warning"),
    /// it has stopped sending spans
    STALE(Glyph.STALE, "stale"),
    GOOD(Glyph.GOOD, "good"),
    /// it sends spans, and nobody asks it anything
    IDLE(Glyph.WAITING, "no requests");

    private final Glyph glyph;
    private final String words;

    State(Glyph glyph, String words) {
        this.glyph = glyph;
        this.words = words;
    }

    public Glyph glyph() {
        return glyph;
    }

    public String words() {
        return words;
    }

    /// Whether someone should look at it.
    public boolean bad() {
        return this == CRITICAL || this == WARNING || this == STALE;
    }
}
