package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What keeps an alert from being told at one moment, in the order in which it is asked: inhibition, times, silences.
///
/// @param silences those that there are, also pending and expired ones
public record Muting(Inhibitions inhibitions, Map<String, List<TimeInterval>> timeIntervals, List<Silence> silences, Instant now) {

    /// Why something is muted, for whoever asks why nobody was told.
    public sealed interface Reason {

        record Inhibited(Labels by) implements Reason {}

        /// @param intervals in which nothing is told
        record MutedTime(List<String> intervals) implements Reason {}

        /// @param intervals in one of which it would be told
        record NotActiveTime(List<String> intervals) implements Reason {}

        record Silenced(List<String> silences) implements Reason {}
    }

    /// Empty when it is told.
    public Optional<Reason> of(Route route, Labels alert) {
        if (alert.equals(WatchdogRoute.ALERT)) {
            return Optional.empty(); // silence during a night of work must not look as if nothing arrived any more
        }
        Optional<Labels> by = inhibitions.mutes(alert);
        if (by.isPresent()) {
            return Optional.of(new Reason.Inhibited(by.get()));
        }
        if (!route.activeTimeIntervals().isEmpty() && containing(route.activeTimeIntervals()).isEmpty()) {
            return Optional.of(new Reason.NotActiveTime(route.activeTimeIntervals()));
        }
        List<String> muted = containing(route.muteTimeIntervals());
        if (!muted.isEmpty()) {
            return Optional.of(new Reason.MutedTime(muted));
        }
        List<String> silenced = silences.stream().filter(silence -> silence.mutes(alert, now)).map(Silence::id).toList();
        return silenced.isEmpty() ? Optional.empty() : Optional.of(new Reason.Silenced(silenced));
    }

    private List<String> containing(List<String> names) {
        return names.stream().filter(name -> timeIntervals.getOrDefault(name, List.of()).stream().anyMatch(times -> times.contains(now))).toList();
    }
}
