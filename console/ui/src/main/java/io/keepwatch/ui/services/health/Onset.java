package io.keepwatch.ui.services.health;

import io.keepwatch.ui.format.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Since when something is wrong, as far as the series shows it.
///
/// @param at      start of the first bucket that is wrong
/// @param earlier it was wrong from the start of what was read on, so it began before
public record Onset(Instant at, boolean earlier) {

    /// Good values for this long end a trouble; a single good bucket among bad ones does not.
    private static final Duration CALM = Duration.ofMinutes(1);

    /// Goes back from the newest value to where the present trouble began.
    ///
    /// @param values one per step, NaN where there is none
    /// @param limit  from here on a value is wrong
    public static Optional<Onset> of(double[] values, Instant start, Duration step, double limit) {
        int enough = Math.max(2, (int) Math.ceilDiv(CALM.toMillis(), step.toMillis()));
        int onset = -1;
        int calm = 0;
        for (int i = values.length - 1; i >= 0 && calm < enough; i--) {
            if (Double.isNaN(values[i])) {
                continue;
            }
            if (values[i] >= limit) {
                onset = i;
                calm = 0;
            } else {
                calm++;
            }
        }
        return onset < 0 ? Optional.empty() : Optional.of(new Onset(start.plus(step.multipliedBy(onset)), onset == 0));
    }

    /// "since about 14:02", "since before 13:05"
    public String words(TimeFormat times, Instant now) {
        return (earlier ? "since before " : "since about ") + times.near(at, now);
    }
}
