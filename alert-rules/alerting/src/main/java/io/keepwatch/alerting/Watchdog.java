package io.keepwatch.alerting;

import java.time.Instant;
import java.util.Optional;

/// Whether a test sample still goes all the way that alerts take: in by a receiver, through storage and a rule, and out by a notifier.
public interface Watchdog {

    /// @param since when the last sample that arrived was taken, or when this process began to wait for the first one
    /// @param where what is known of how far they come
    record Late(Instant since, String where) {}

    /// Empty while samples arrive in time, and in the first minutes of a process.
    Optional<Late> late();
}
