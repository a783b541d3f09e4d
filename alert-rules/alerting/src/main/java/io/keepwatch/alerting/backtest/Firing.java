package io.keepwatch.alerting.backtest;

import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One time that an alert would have fired.
///
/// @param activeAt since when its condition held
/// @param until    null when it still fires at the end
/// @param worst    the value farthest beyond the threshold
/// @param earlier  it fired before the range began, so nobody knows since when
/// @param noData   a part of it was kept only because nothing said that the series ended
public record Firing(Labels labels, Instant activeAt, Instant firedAt, @Nullable Instant until, double worst, boolean earlier, boolean noData) {

    public Duration timeToFire() {
        return Duration.between(activeAt, firedAt);
    }

    boolean overlaps(Firing other) {
        return labels.without("alertname").equals(other.labels.without("alertname"))
                && (other.until == null || firedAt.isBefore(other.until)) && (until == null || other.firedAt.isBefore(until));
    }
}
