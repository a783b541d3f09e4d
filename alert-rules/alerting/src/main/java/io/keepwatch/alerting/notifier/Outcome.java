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

    /// It was handed over and no answer came (a timeout while reading, a connection that broke behind the request): it may have arrived. It is
    /// sent again with the mark that it may be a repeat. What surely did not arrive, e.g. because nobody could be connected to, is [Retry].
    record Doubtful(String why) implements Outcome {}

    /// It will not work before somebody changes something.
    ///
    /// @param hint what to change
    record Rejected(String why, String hint) implements Outcome {}
}
