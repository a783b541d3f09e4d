package io.keepwatch.alerting;

import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One message to one integration of a receiver.
///
/// @param integration  receiver, kind and index: `team-x/slack/0`
/// @param reason       why it is told
/// @param summary      its line
/// @param body         as it is sent, without secrets
/// @param createdAt    when it was written, before it was sent
/// @param settledAt    when it reached its state, unless it still waits
/// @param receipt      of the other side; empty until it is sent
/// @param maybeRepeat  whether it may have been sent twice, and says so
/// @param combinedInto the delivery that says this too, in its place
/// @param attempts     all, the first one first
public record Delivery(long id, String groupKey, String receiver, String integration, String destination, NotifyReason reason, State state,
                       String summary, String body, Set<Labels> firing, Set<Labels> resolved, Instant createdAt, @Nullable Instant nextAttempt,
                       @Nullable Instant settledAt, String receipt, boolean maybeRepeat, @Nullable Long combinedInto, List<Attempt> attempts) {

    public enum State {
        /// To be sent, or to be sent again.
        WAITING,
        SENDING,
        SENT,
        /// A later one says it too.
        COMBINED,
        /// The other side does not want it; it is tried again from time to time, and when the configuration changes.
        REJECTED,
        /// Given up: it matters no more.
        EXPIRED
    }

    /// @param outcome what the other side said, or what went wrong
    public record Attempt(Instant at, boolean succeeded, String outcome) {}
}
