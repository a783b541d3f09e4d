package io.keepwatch.alerting.restore;

import io.keepwatch.alerting.restore.RestorePoints.Database;
import io.keepwatch.alerting.restore.RestorePoints.RestorePoint;
import io.keepwatch.promql.PromQlText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where one database behind an alert would go back to.
///
/// @param onset since when the alert's condition holds
/// @param point the newest one that is surely from before; empty when there is none
public record RestoreAdvice(Database database, Instant onset, Optional<RestorePoint> point) {

    /// Begins the names of the annotations.
    public static final String PREFIX = "restore_";

    /// How old the point was when it began.
    public Optional<Duration> age() {
        return point.map(found -> Duration.between(found.takenAt(), onset));
    }

    /// What was written since the point, were it restored now.
    public Optional<Duration> loss(Instant now) {
        return point.map(found -> Duration.between(found.takenAt(), now));
    }

    /// Below the console's address.
    public Optional<String> path() {
        return point.map(found -> "/restores/new?point=" + found.id());
    }

    /// @param console the console's address without a slash at its end
    SortedMap<String, String> annotations(String console, Instant now) {
        var texts = new TreeMap<String, String>();
        texts.put(PREFIX + "database", database.toString());
        if (point.isEmpty()) {
            texts.put(PREFIX + "point", "none from before " + seconds(onset));
            return texts;
        }
        texts.put(PREFIX + "point", seconds(point.get().takenAt()).toString());
        texts.put(PREFIX + "point_age", text(age().orElseThrow()));
        texts.put(PREFIX + "verification", point.get().verification());
        texts.put(PREFIX + "data_loss_seconds", Long.toString(loss(now).orElseThrow().toSeconds()));
        texts.put(PREFIX + "url", console + path().orElseThrow());
        return texts;
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String text(Duration duration) {
        return PromQlText.duration(duration.truncatedTo(ChronoUnit.SECONDS).toMillis());
    }
}
