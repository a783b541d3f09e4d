package io.keepwatch.alerting.running;

import io.keepwatch.alerting.evaluation.Alert;
import java.util.Objects;

/// An alert as it is stored.
record AlertRow(String id, String ruleId, String rule, Alert alert) {

    /// Whether something became of it. What it says and when it was last seen or handed on may be a minute old after a restart.
    boolean differsFrom(AlertRow other) {
        Alert now = alert;
        Alert then = other.alert;
        return now.state() != then.state()
                || !now.activeAt().equals(then.activeAt())
                || !Objects.equals(now.firedAt(), then.firedAt())
                || !Objects.equals(now.resolvedAt(), then.resolvedAt())
                || !Objects.equals(now.keepFiringSince(), then.keepFiringSince())
                || !Objects.equals(now.noDataSince(), then.noDataSince());
    }

    boolean fires() {
        return alert.state() == Alert.State.FIRING;
    }
}
