package io.keepwatch.alerting.backtest;

import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule would have done.
///
/// @param firings     in order of their beginning
/// @param nearMisses  times that an alert was pending and did not fire
/// @param longestMiss of those; null when there is none
/// @param slots       evaluations in the range
/// @param failed      of these
/// @param error       of the last one that failed
/// @param dataSince   the first time that there was anything to decide by; null: there never was, or that is not known
/// @param atEnd       the alerts as they stand at the end, pending ones too
/// @param samplesRead from the store
public record BackTestResult(TimeRange range, List<Firing> firings, int nearMisses, @Nullable Duration longestMiss, long slots, long failed,
                             @Nullable String error, @Nullable Instant dataSince, List<Alert> atEnd, long samplesRead, Duration took) {

    public BackTestResult {
        firings = List.copyOf(firings);
        atEnd = List.copyOf(atEnd);
    }

    /// Whether another variant of the rule would have fired for the same thing meanwhile.
    public boolean caught(Firing other) {
        return firings.stream().anyMatch(firing -> firing.overlaps(other));
    }
}
