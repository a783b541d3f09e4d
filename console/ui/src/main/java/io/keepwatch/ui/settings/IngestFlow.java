package io.keepwatch.ui.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// How fast a counter grew over about the last minute, from readings at any moments.
final class IngestFlow {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private record Point(Instant at, double total) {}

    private final Deque<Point> points = new ArrayDeque<>();

    /// @return per second; empty until two readings lie apart
    synchronized OptionalDouble perSecond(Instant now, double total) {
        if (!points.isEmpty() && points.getLast().total > total) {
            points.clear();
        }
        if (points.isEmpty() || Duration.between(points.getLast().at, now).compareTo(SHORTEST) >= 0) {
            points.addLast(new Point(now, total));
        }
        while (points.size() > 2 && Duration.between(secondOldest().at, now).compareTo(WINDOW) >= 0) {
            points.removeFirst();
        }
        Point oldest = points.getFirst();
        double seconds = Duration.between(oldest.at, now).toNanos() / 1e9;
        return seconds < SHORTEST.toSeconds() ? OptionalDouble.empty() : OptionalDouble.of((total - oldest.total) / seconds);
    }

    private Point secondOldest() {
        var all = points.iterator();
        all.next();
        return all.next();
    }
}
