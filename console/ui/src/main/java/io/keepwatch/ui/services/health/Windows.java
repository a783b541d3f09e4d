package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.time.Instant;

/// The stretches of time by which services are judged.
///
/// @param range  what the page shows
/// @param recent what counts as "now": the end of a range that moves on, the whole of a fixed one
/// @param live   the range moves on
public record Windows(TimeRange range, TimeRange recent, boolean live) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /// Senders hold spans back for some seconds; a window up to this instant would show too few requests.
    private static final Duration STILL_ARRIVING = Duration.ofSeconds(10);
    /// Longer than the pauses of any healthy sender we know; short enough to be told within one coffee.
    private static final Duration SILENCE = Duration.ofMinutes(3);
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    public static Windows of(PageContext page) {
        return of(page.range(), page.selection().relative());
    }

    public static Windows of(TimeRange range, boolean live) {
        if (!live || range.length().compareTo(SHORTEST.plus(STILL_ARRIVING)) <= 0) {
            return new Windows(range, range, live);
        }
        Duration wanted = range.length().dividedBy(30);
        Duration length = wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
        Instant end = range.to().minus(STILL_ARRIVING);
        return new Windows(range, new TimeRange(end.minus(length), end), true);
    }

    /// Where the onset of a trouble is looked for, also when the page shows only some minutes.
    public TimeRange lookBack() {
        return range.length().compareTo(LOOK_BACK) >= 0 ? range : new TimeRange(range.to().minus(LOOK_BACK), range.to());
    }

    /// The same hour a day before, which tells what is normal.
    public TimeRange dayBefore() {
        Instant end = recent.to().minus(Duration.ofDays(1));
        Duration length = recent.length().compareTo(LOOK_BACK) < 0 ? LOOK_BACK : recent.length();
        return new TimeRange(end.minus(length), end);
    }

    /// Whoever sent its last span before this is silent.
    public Instant silentBefore() {
        return live ? range.to().minus(SILENCE) : range.from();
    }
}
