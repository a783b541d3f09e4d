package io.keepwatch.alerting;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of alerts, for as long as `keepwatch.alerting.history` says.
public interface AlertHistory {

    /// What is asked for.
    ///
    /// @param from    inclusive
    /// @param to      exclusive
    /// @param ruleId  null for all
    /// @param alertId null for all
    /// @param limit   of the newest ones
    record Scope(Instant from, Instant to, @Nullable String ruleId, @Nullable String alertId, int limit) {}

    /// What happened in that time, newest first.
    List<AlertChange> changes(Scope scope);

    /// The times during which alerts fired, of which at least a part lies in that time, those that began last first.
    List<AlertEpisode> episodes(Scope scope);

    /// The next ones in the order in which they were committed. Whoever keeps the position of the last one that was dealt with, misses
    /// none and sees none twice.
    ///
    /// @param position of the last one that is known; 0 for the first one that is kept
    List<AlertChange> after(long position, int limit);
}
