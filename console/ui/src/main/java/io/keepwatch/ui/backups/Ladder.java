package io.keepwatch.ui.backups;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The recovery points of a plan on the rungs of its retention: the last day on a time axis, then one for each day, week and month.
///
/// @param start  where the axis of the last day begins: a day ago, or at the first point when the plan is younger
/// @param recent the last day cut into [#SLOTS] equal slots; those without a point are left out: a gap stays a gap
record Ladder(Instant start, Instant end, List<Rung> recent, List<Backup> daily, List<Backup> weekly, List<Backup> monthly) {

    static final int SLOTS = 48;
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration LEAST = Duration.ofMinutes(30);

    /// @param point  the newest of the slot, or one that is unsafe: that must not hide behind a good one
    /// @param points how many there are in the slot
    record Rung(int slot, Backup point, int points) {}

    static Ladder of(List<Backup> points, Instant now) {
        List<Backup> lastDay = points.stream().filter(point -> point.startedAt().isAfter(now.minus(DAY))).toList();
        Instant first = lastDay.stream().map(Backup::startedAt).min(Comparator.naturalOrder()).orElse(now.minus(DAY));
        boolean young = points.size() == lastDay.size() && first.isBefore(now);
        Instant start = young ? earlier(first, now.minus(LEAST)) : now.minus(DAY);
        return new Ladder(start, now, rungs(lastDay, start, now), tagged(points, Tag.DAILY), tagged(points, Tag.WEEKLY), tagged(points, Tag.MONTHLY));
    }

    private static List<Rung> rungs(List<Backup> lastDay, Instant start, Instant now) {
        var rungs = new ArrayList<Rung>();
        long length = Math.max(1, Duration.between(start, now).toMillis());
        for (int slot = 0; slot < SLOTS; slot++) {
            Instant from = start.plusMillis(length * slot / SLOTS);
            Instant to = slot == SLOTS - 1 ? Instant.MAX : start.plusMillis(length * (slot + 1) / SLOTS);
            List<Backup> inside = lastDay.stream().filter(point -> !point.startedAt().isBefore(from) && point.startedAt().isBefore(to)).toList();
            if (!inside.isEmpty()) {
                rungs.add(new Rung(slot, shown(inside), inside.size()));
            }
        }
        return rungs;
    }

    private static Backup shown(List<Backup> newestFirst) {
        return newestFirst.stream().filter(point -> PointState.of(point) == PointState.UNSAFE).findFirst().orElse(newestFirst.getFirst());
    }

    private static List<Backup> tagged(List<Backup> points, Tag tag) {
        return points.stream().filter(point -> point.tags().contains(tag)).toList();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /// Everything that is shown, to know whether it changed.
    Stream<Backup> all() {
        return Stream.of(recent.stream().map(Rung::point), daily.stream(), weekly.stream(), monthly.stream()).flatMap(points -> points);
    }
}
