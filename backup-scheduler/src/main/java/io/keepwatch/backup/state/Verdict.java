package io.keepwatch.backup.state;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.PlanStatus.State;
import io.keepwatch.backup.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Whether a plan protects, and why, in one sentence.
record Verdict(State state, String reason) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm VV", Locale.ROOT);
    private static final Duration LEAST_GRACE = Duration.ofMinutes(5);
    private static final Duration MOST_GRACE = Duration.ofHours(2);

    static Verdict of(
            ZoneId zone, Instant now, Duration every, Optional<Backup> lastSuccess, Optional<Run> lastRun, Optional<Run> activeRun) {
        Optional<Run> failure = lastRun.filter(run -> run.phase() == Phase.FAILED);
        if (lastSuccess.isEmpty()) {
            return failure.map(run -> new Verdict(State.FAILED, "There is no good backup yet, and the last run failed: " + why(run)))
                    .orElseGet(() -> new Verdict(State.NEW, activeRun.isPresent()
                            ? "The first backup is being made" : "There is no backup yet; the first run is still to come"));
        }
        Backup newest = lastSuccess.get();
        Duration age = Duration.between(newest.startedAt(), now);
        String newestIs = "The newest good backup is of " + TIME.format(newest.startedAt().atZone(zone)) + ", " + words(age) + " ago";
        if (age.compareTo(limit(every, newest)) > 0) {
            return new Verdict(State.OVERDUE, newestIs + ", while the schedule promises one every " + words(every)
                    + failure.map(run -> "; the last run failed: " + why(run)).orElse(""));
        }
        return failure.filter(run -> run.createdAt().isAfter(newest.startedAt()))
                .map(run -> new Verdict(State.FAILED, "The last run failed: " + why(run) + ". " + newestIs))
                .orElseGet(() -> new Verdict(State.PROTECTED, newestIs));
    }

    /// A backup counts from its snapshot: the next one may take as long as this one took, and start a little late.
    private static Duration limit(Duration every, Backup newest) {
        Duration tenth = every.dividedBy(10);
        Duration grace = tenth.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : tenth.compareTo(MOST_GRACE) > 0 ? MOST_GRACE : tenth;
        return every.plus(grace).plus(Duration.between(newest.startedAt(), newest.completedAt()));
    }

    private static String why(Run run) {
        var problem = run.problem();
        return problem == null ? "see its log" : problem.message();
    }

    private static String words(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        if (minutes < 120) {
            return minutes + " min";
        }
        return minutes < 48 * 60 ? minutes / 60 + " h" : minutes / (24 * 60) + " days";
    }
}
