package io.keepwatch.ui.backups;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.backup.PlanStatus.State;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// How well a plan protects at a moment: the age of its newest good point against what it promises.
public record PlanHealth(PlanStatus plan, Instant now) {

    /// What needs eyes comes first, then the older against its promise.
    public static final Comparator<PlanHealth> WORST_FIRST = Comparator.comparingInt(PlanHealth::rank)
            .thenComparing(Comparator.comparingDouble(PlanHealth::share).reversed())
            .thenComparing(health -> health.plan.name());

    public Optional<Backup> point() {
        return plan.lastSuccess();
    }

    public Optional<Duration> age() {
        return point().map(point -> Duration.between(point.startedAt(), now));
    }

    /// 1 is just what the plan promises; 0 without a point.
    public double share() {
        double promised = Math.max(1, plan.expectedEvery().toSeconds());
        return age().map(age -> age.toSeconds() / promised).orElse(0.0);
    }

    public boolean needsALook() {
        return plan.state() == State.OVERDUE || plan.state() == State.FAILED || !plan.warnings().isEmpty();
    }

    public Glyph glyph() {
        return switch (plan.state()) {
            case OVERDUE -> Glyph.CRITICAL;
            case FAILED -> Glyph.WARNING;
            case NEW -> plan.activeRun().isPresent() ? Glyph.RUNNING : Glyph.WAITING;
            case PROTECTED -> plan.warnings().isEmpty() ? Glyph.GOOD : Glyph.WARNING;
        };
    }

    /// The word beside the glyph.
    public String state() {
        return switch (plan.state()) {
            case OVERDUE -> "overdue";
            case FAILED -> "last run failed";
            case NEW -> plan.activeRun().isPresent() ? "first backup runs" : "waits for its first backup";
            case PROTECTED -> plan.warnings().isEmpty() ? "protected" : "protected, with a warning";
        };
    }

    /// The class of the text and the bar: coloured only when it needs eyes.
    public String tone() {
        return switch (plan.state()) {
            case OVERDUE -> "crit";
            case FAILED -> "warn";
            case NEW, PROTECTED -> "";
        };
    }

    /// "31 min 2 s", "never"
    public String ageWords() {
        return age().map(Format::age).orElse("never");
    }

    /// "of 1 h"
    public String promiseWords() {
        return "of " + Format.age(plan.expectedEvery());
    }

    /// 0 to 100, for the bar.
    public int percent() {
        return (int) Math.round(100 * Math.min(1, point().isEmpty() && plan.state() == State.OVERDUE ? 1 : share()));
    }

    private int rank() {
        return switch (plan.state()) {
            case OVERDUE -> 0;
            case FAILED -> 1;
            case PROTECTED -> plan.warnings().isEmpty() ? 4 : 2;
            case NEW -> 3;
        };
    }
}
