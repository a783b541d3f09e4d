package io.keepwatch.alerting;

import io.keepwatch.alerting.evaluation.Alert;

/// An alert that is pending or fires.
///
/// @param id     of the rule and the labels: the same each time it comes back
/// @param ruleId of its [RuleStatus]
public record ActiveAlert(String id, String ruleId, Alert alert) {

    /// How it stands, from the least to the most that somebody has to do.
    public enum State { PENDING, NO_DATA, FIRING }

    /// One that goes on only because nothing says that it is over is without data.
    public State state() {
        if (alert.state() == Alert.State.PENDING) {
            return State.PENDING;
        }
        return alert.noDataSince() == null ? State.FIRING : State.NO_DATA;
    }
}
