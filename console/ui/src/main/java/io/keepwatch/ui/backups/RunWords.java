package io.keepwatch.ui.backups;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.RunStep;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Long work in words: what it is, how far it is, how fast it goes and when it will be there – never a guess.
public final class RunWords {

    /// a rate over less than this says nothing
    private static final Duration STEADY = Duration.ofSeconds(2);

    private RunWords() {}

    public static String kind(Run.Kind kind) {
        return switch (kind) {
            case BACKUP -> "Backup";
            case RESTORE -> "Restore";
            case VERIFY -> "Check";
            case RETENTION -> "Retention";
            case REBUILD -> "Catalog rebuild";
        };
    }

    /// "Backup of quotes"
    public static String title(Run run) {
        return run.plan() == null ? kind(run.kind()) : kind(run.kind()) + " of " + run.plan();
    }

    public static Glyph glyph(Phase phase) {
        return switch (phase) {
            case PENDING, WAITING -> Glyph.WAITING;
            case RUNNING -> Glyph.RUNNING;
            case COMPLETED -> Glyph.GOOD;
            case FAILED -> Glyph.CRITICAL;
            case CANCELLED -> Glyph.STALE;
        };
    }

    public static String phase(Phase phase) {
        return switch (phase) {
            case PENDING -> "waits to start";
            case RUNNING -> "running";
            case WAITING -> "waiting";
            case COMPLETED -> "done";
            case FAILED -> "failed";
            case CANCELLED -> "stopped";
        };
    }

    /// "3.1 of 12.4 MB"; only the bytes so far when nobody knows the total; empty without bytes
    public static String bytes(RunStep step) {
        if (step.phase() == Phase.COMPLETED && step.bytes() == 0) {
            return "";
        }
        if (step.totalBytes() != null && step.totalBytes() > 0 && step.bytes() <= step.totalBytes()) {
            return Format.bytes(step.bytes()) + " of " + Format.bytes(step.totalBytes());
        }
        return step.bytes() == 0 ? "" : Format.bytes(step.bytes());
    }

    /// Bytes per second since the step began; empty too early, or when it handles no bytes.
    public static Optional<Double> rate(RunStep step, Instant now) {
        Instant end = step.completedAt() == null ? now : step.completedAt();
        if (step.startedAt() == null || step.bytes() == 0 || Duration.between(step.startedAt(), end).compareTo(STEADY) < 0) {
            return Optional.empty();
        }
        return Optional.of(step.bytes() * 1000.0 / Duration.between(step.startedAt(), end).toMillis());
    }

    /// How long the step will go on at its rate so far; empty when the total or the rate is not known.
    public static Optional<Duration> left(RunStep step, Instant now) {
        if (step.phase() != Phase.RUNNING || step.totalBytes() == null || step.totalBytes() < step.bytes()) {
            return Optional.empty();
        }
        return rate(step, now).map(rate -> Duration.ofMillis(Math.round((step.totalBytes() - step.bytes()) * 1000.0 / rate)));
    }

    /// 0 to 100; empty when nobody knows.
    public static Optional<Integer> percent(RunStep step) {
        if (step.phase() == Phase.COMPLETED) {
            return Optional.of(100);
        }
        return step.totalBytes() == null || step.totalBytes() <= 0 ? Optional.empty()
                : Optional.of((int) Math.min(100, 100 * step.bytes() / step.totalBytes()));
    }

    public static Optional<Duration> took(Run run, Instant now) {
        return run.startedAt() == null ? Optional.empty()
                : Optional.of(Duration.between(run.startedAt(), run.completedAt() == null ? now : run.completedAt()));
    }

    public static Optional<Duration> took(RunStep step, Instant now) {
        return step.startedAt() == null ? Optional.empty()
                : Optional.of(Duration.between(step.startedAt(), step.completedAt() == null ? now : step.completedAt()));
    }

    /// 3.4 s, 2 min 10 s
    public static String length(Duration length) {
        return Format.duration(Math.max(0, length.toNanos()));
    }

    /// All that was handled: the most bytes of any step, since steps handle the same bytes one after the other.
    public static long bytes(Run run) {
        return run.steps().stream().mapToLong(RunStep::bytes).max().orElse(0);
    }
}
