package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.SortedMap;

/// An alert as the rules or a sender handed it on. Its labels say which one it is.
///
/// @param endsAt      fires until then; a firing alert is handed on again in time to move it
/// @param timesOut    whether nobody said when it ends, and `endsAt` is the resolve timeout
/// @param updatedAt   when it was handed on
public record RoutedAlert(Labels labels, SortedMap<String, String> annotations, Instant startsAt, Instant endsAt, boolean timesOut,
                          String generatorUrl, Instant updatedAt) {

    public boolean firesAt(Instant now) {
        return endsAt.isAfter(now);
    }

    /// What is known of it when this and an older statement overlap; what had ended before starts anew.
    RoutedAlert over(RoutedAlert older, Instant now) {
        boolean endsWithin = endsAt.isAfter(older.startsAt) && endsAt.isBefore(older.endsAt);
        boolean startsWithin = startsAt.isAfter(older.startsAt) && startsAt.isBefore(older.endsAt);
        if (!endsWithin && !startsWithin) {
            return this;
        }
        if (updatedAt.isBefore(older.updatedAt)) {
            return older.merged(this, now);
        }
        return merged(older, now);
    }

    private RoutedAlert merged(RoutedAlert older, Instant now) {
        boolean later = older.endsAt.isAfter(endsAt);
        boolean keepsEnd = firesAt(now) ? later && !older.timesOut : later && !older.firesAt(now);
        return new RoutedAlert(labels, annotations, older.startsAt.isBefore(startsAt) ? older.startsAt : startsAt, keepsEnd ? older.endsAt : endsAt,
                timesOut, generatorUrl, updatedAt);
    }
}
