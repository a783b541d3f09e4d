package io.keepwatch.ui.notification;

import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import java.time.Duration;
import java.time.Instant;

/// A silence in words.
final class SilenceWords {

    private SilenceWords() {}

    static String state(Silence.State state) {
        return switch (state) {
            case ACTIVE -> "active";
            case PENDING -> "planned";
            case EXPIRED -> "expired";
        };
    }

    static Glyph glyph(Silence.State state) {
        return switch (state) {
            case ACTIVE -> Glyph.STALE;
            case PENDING -> Glyph.WAITING;
            case EXPIRED -> Glyph.GOOD;
        };
    }

    static String matchers(Silence silence) {
        return MatcherText.write(silence.matchers());
    }

    /// How long it still lasts, or will be.
    static String countdown(Silence silence, Instant now) {
        return switch (silence.state(now)) {
            case ACTIVE -> "ends in " + Format.age(Duration.between(now, silence.endsAt()));
            case PENDING -> "starts in " + Format.age(Duration.between(now, silence.startsAt()));
            case EXPIRED -> "ended " + Format.age(Duration.between(silence.endsAt(), now)) + " ago";
        };
    }

    static String span(Silence silence, TimeFormat times, Instant now) {
        return times.near(silence.startsAt(), now) + " – " + times.near(silence.endsAt(), now) + " " + times.zoneName(now);
    }
}
