package io.keepwatch.alerting.notifier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of a sending.
public sealed interface Outcome {

    /// @param receipt what the other side gave for it, to refer to it later and to ask them about it
    record Sent(String receipt) implements Outcome {}

    /// It may work later.
    ///
    /// @param after how long the other side wants to be left alone; null when it did not say
    record Retry(@Nullable Duration after, String why) implements Outcome {}

    /// It will not work before somebody changes something.
    ///
    /// @param hint what to change
    record Rejected(String why, String hint) implements Outcome {}
}
