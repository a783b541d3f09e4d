package io.keepwatch.alerting.evaluation;

import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known about the data that a rule reads, whether its condition holds or not.
///
/// @param seenAt    the last time there was any; null: never yet
/// @param checkedAt the last time that was looked after
/// @param sources   label sets for which there was data, and when last; only for a rule of which missing data is itself an alert
public record DataMemory(@Nullable Instant seenAt, @Nullable Instant checkedAt, Map<Labels, Instant> sources) {

    public static final DataMemory NONE = new DataMemory(null, null, Map.of());

    public DataMemory {
        sources = Map.copyOf(sources);
    }

    /// It was looked after, and never has there been anything: the rule cannot fire, and nobody would notice.
    public boolean blind() {
        return seenAt == null && checkedAt != null;
    }
}
