package io.keepwatch.alerting;

import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Something that became of an alert; written once, in the transaction that keeps the alert's own state.
///
/// @param position    grows from change to change, also across processes
/// @param at          the slot
/// @param alertId     of the rule and the labels
/// @param rule        its name
/// @param value       the last one that was seen
/// @param activeAt    since when its condition held
/// @param firedAt     since when it fires, or fired
/// @param noDataSince null when there is data
/// @param cause       why it ended, when it is not that its condition no longer holds; else empty
public record AlertChange(long position, Instant at, Kind kind, String alertId, String ruleId, String file, String group, String rule, Labels labels,
                          SortedMap<String, String> annotations, double value, Instant activeAt, Instant firedAt, @Nullable Instant noDataSince,
                          String cause) {

    public enum Kind {
        FIRED,
        /// It fires, and there is no data any more to tell whether it should.
        NO_DATA,
        /// There is data again, and it still fires.
        DATA_AGAIN,
        RESOLVED
    }
}
