package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.routing.Muting.Reason;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.ui.format.TimeFormat;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Why nobody is told of an alert, in words.
public final class MutedWords {

    private MutedWords() {}

    /// @param silences those that there are, to name who and until when
    public static String of(Reason reason, List<Silence> silences, TimeFormat times, Instant now) {
        return switch (reason) {
            case Reason.Inhibited inhibited -> "muted while " + inhibited.by() + " fires";
            case Reason.MutedTime muted -> "muted by the time interval " + String.join(", ", muted.intervals());
            case Reason.NotActiveTime other -> "told only in the time interval " + String.join(", ", other.intervals());
            case Reason.Silenced silenced -> silenced.silences().stream().map(id -> silence(id, silences, times, now))
                    .collect(Collectors.joining("; ", "silenced ", ""));
        };
    }

    private static String silence(String id, List<Silence> silences, TimeFormat times, Instant now) {
        return silences.stream().filter(one -> one.id().equals(id)).findFirst().map(one -> "by " + one.createdBy() + " until "
                + times.near(one.endsAt(), now) + (one.comment().isBlank() ? "" : ": " + one.comment())).orElse("by " + id);
    }
}
