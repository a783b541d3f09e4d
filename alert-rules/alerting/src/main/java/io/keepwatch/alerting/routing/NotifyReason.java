package io.keepwatch.alerting.routing;

/// Why a receiver is told.
public enum NotifyReason {
    FIRST_NOTIFICATION, NEW_ALERTS, ALL_RESOLVED, NEW_RESOLVED, REPEAT
}
