package io.keepwatch.alerting.evaluation;

import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One alert of a rule, as the last evaluation left it.
///
/// @param labels          say which alert it is
/// @param source          the labels that the expression returned, without those of the rule
/// @param value           at the last evaluation that returned it
/// @param activeAt        since when it is pending or firing
/// @param keepFiringSince the first evaluation that did not return it, when `keep_firing_for` keeps it firing
/// @param lastSentAt      when it was last handed on
/// @param seenAt          the last evaluation for which there was data
/// @param noDataSince     the first evaluation for which there was none, though nothing said that its series ended
public record Alert(Labels labels, Labels source, SortedMap<String, String> annotations, State state, double value, Instant activeAt,
                    @Nullable Instant firedAt, @Nullable Instant resolvedAt, @Nullable Instant keepFiringSince, @Nullable Instant lastSentAt,
                    Instant seenAt, @Nullable Instant noDataSince) {

    /// From the least to the most.
    public enum State {
        INACTIVE("inactive"), PENDING("pending"), FIRING("firing");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /// In Prometheus' words.
        public String text() {
            return text;
        }
    }

    static Alert pending(Labels labels, Labels source, SortedMap<String, String> annotations, double value, Instant at) {
        return new Alert(labels, source, annotations, State.PENDING, value, at, null, null, null, null, at, null);
    }

    public boolean active() {
        return state != State.INACTIVE;
    }

    /// As Prometheus sends: never what is pending, at once what has ended, anything else when it was not sent for a while.
    boolean needsSending(Instant slot, Duration resendDelay) {
        if (state == State.PENDING) {
            return false;
        }
        return lastSentAt == null || resolvedAt != null && resolvedAt.isAfter(lastSentAt) || lastSentAt.plus(resendDelay).isBefore(slot);
    }

    /// Is returned again by the expression.
    Alert seen(Alert now) {
        return new Alert(labels, now.source, now.annotations, state, now.value, activeAt, firedAt, resolvedAt, null, lastSentAt, now.seenAt, null);
    }

    Alert firing(Instant at) {
        return new Alert(labels, source, annotations, State.FIRING, value, activeAt, at, resolvedAt, keepFiringSince, lastSentAt, seenAt, noDataSince);
    }

    /// A longer `for` has made it pending once more.
    Alert pendingAgain() {
        return new Alert(labels, source, annotations, State.PENDING, value, activeAt, null, resolvedAt, null, null, seenAt, noDataSince);
    }

    Alert keptFiring(Instant since) {
        return new Alert(labels, source, annotations, state, value, activeAt, firedAt, resolvedAt, since, lastSentAt, seenAt, noDataSince);
    }

    Alert resolved(Instant at) {
        return new Alert(labels, source, annotations, State.INACTIVE, value, activeAt, firedAt, at, keepFiringSince, lastSentAt, seenAt, null);
    }

    /// Goes on by the condition for its end.
    Alert held(Instant at, double value) {
        return new Alert(labels, source, annotations, state, value, activeAt, firedAt, resolvedAt, null, lastSentAt, at, null);
    }

    Alert withoutData(Instant since) {
        return new Alert(labels, source, annotations, state, value, activeAt, firedAt, resolvedAt, keepFiringSince, lastSentAt, seenAt, since);
    }

    Alert sent(Instant at) {
        return new Alert(labels, source, annotations, state, value, activeAt, firedAt, resolvedAt, keepFiringSince, at, seenAt, noDataSince);
    }
}
