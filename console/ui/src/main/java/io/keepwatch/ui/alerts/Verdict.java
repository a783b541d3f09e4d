package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.backtest.BackTestResult;
import io.keepwatch.alerting.backtest.Pages;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a back-test found, in a sentence; and why it may say less than it seems.
final class Verdict {

    private static final Duration LESS = Duration.ofMinutes(15);

    private Verdict() {}

    static String words(@Nullable BackTestResult now, @Nullable BackTestResult draft, ZoneId zone) {
        if (draft == null && now != null) {
            return "The rule would have paged " + times(Pages.of(now, zone).count()) + " in " + Format.age(now.range().length()) + ".";
        }
        if (draft == null) {
            return "";
        }
        int pages = Pages.of(draft, zone).count();
        if (now == null) {
            return "The draft would have paged " + times(pages) + " in " + Format.age(draft.range().length()) + ".";
        }
        int before = Pages.of(now, zone).count();
        long missed = now.firings().stream().filter(firing -> !draft.caught(firing)).count();
        String instead = pages == before ? "as often as the rule now" : "instead of " + times(before);
        String rest = missed == 0 ? before == 0 ? "." : ", and still fires for all that the rule now fires for."
                : ", and stays quiet for " + missed + " that the rule now fires for.";
        return "The draft would have paged " + times(pages) + ", " + instead + rest;
    }

    private static String times(int count) {
        return count == 0 ? "not once" : count == 1 ? "once" : Format.count(count, "time");
    }

    /// @param since the first time that there was data; null when there never was
    static String caution(BackTestResult result, @Nullable Instant since, TimeFormat times, Instant now) {
        List<String> words = new ArrayList<>();
        if (since == null) {
            words.add("There was no data to decide it at any time, so that it did not fire says nothing.");
        } else if (since.isAfter(result.range().from().plus(LESS))) {
            words.add("There is data only since " + times.near(since, now) + ", which is " + Format.age(Duration.between(since, result.range().to()))
                    + " of " + Format.age(result.range().length()) + ".");
        }
        if (result.failed() > 0) {
            words.add(Format.count(result.failed()) + " of " + Format.count(result.slots(), "evaluation") + " failed: " + result.error() + ".");
        }
        return String.join(" ", words);
    }
}
