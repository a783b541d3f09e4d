package io.keepwatch.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One time that an alert fired, from its beginning to its end.
///
/// @param last  how it ended, or how it stands
/// @param until null while it still fires
public record AlertEpisode(AlertChange last, @Nullable Instant until) {

    public Instant firedAt() {
        return last.firedAt();
    }
}
