package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.List;

/// Mutes what it matches for a while.
///
/// @param endsAt excluded
public record Silence(String id, List<LabelMatcher> matchers, Instant startsAt, Instant endsAt, Instant updatedAt, String createdBy, String comment) {

    /// In Alertmanager's words.
    public enum State {
        PENDING, ACTIVE, EXPIRED
    }

    public State state(Instant now) {
        return now.isBefore(startsAt) ? State.PENDING : now.isBefore(endsAt) ? State.ACTIVE : State.EXPIRED;
    }

    public boolean mutes(Labels alert, Instant now) {
        return state(now) == State.ACTIVE && matches(alert);
    }

    /// Whenever it is active: for the preview of what it will match.
    public boolean matches(Labels alert) {
        return LabelMatcher.allMatch(matchers, alert);
    }

    /// Why it cannot be: one whose matchers all match what is empty would mute everything.
    ///
    /// @throws IllegalArgumentException in Alertmanager's words
    public void check() {
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("at least one matcher required");
        }
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw new IllegalArgumentException("at least one matcher must not match the empty string");
        }
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("end time must not be before start time");
        }
    }
}
