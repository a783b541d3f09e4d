package io.keepwatch.alerting;

import io.keepwatch.access.Actor;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who was told what, when, through what, and what the other side said.
public interface Deliveries {

    /// What is asked for; null for all.
    ///
    /// @param from  inclusive
    /// @param to    exclusive
    /// @param alert only what tells of this alert
    record Scope(Instant from, Instant to, @Nullable String receiver, @Nullable Labels alert, boolean onlyTroubled, int limit) {}

    /// A destination that does not take messages now.
    ///
    /// @param why     what the last attempt led to
    /// @param next    when it is tried again
    /// @param waiting messages
    record Trouble(String receiver, String integration, String destination, Instant since, String why, String hint, Instant next, int waiting) {}

    /// Newest first.
    List<Delivery> list(Scope scope);

    Optional<Delivery> find(long id);

    /// Those that fail now, on every page; empty when all is well.
    List<Trouble> troubles();

    /// Tries at once what waits or was rejected.
    ///
    /// @param actor for the audit log
    /// @throws java.util.NoSuchElementException when there is none
    void retry(long id, Actor actor);

    /// Sends a test alert to each integration of the receiver by the same way as any other.
    ///
    /// @param actor for the audit log
    /// @return ids of the deliveries
    /// @throws java.util.NoSuchElementException when there is no such receiver
    List<Long> test(String receiver, Actor actor);
}
