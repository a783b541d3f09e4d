package io.keepwatch.alerting.routing;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// What a group has to say at one moment.
///
/// @param group as it is from now on
/// @param at    the moment; whether an alert fires was decided by it, and stays so however long telling takes
public record Flush(AlertGroup group, Route route, Instant at, List<RoutedAlert> firing, List<RoutedAlert> resolved) {

    /// Without the alerts that are muted.
    public Flush without(Predicate<RoutedAlert> muted) {
        return new Flush(group, route, at, firing.stream().filter(muted.negate()).toList(), resolved.stream().filter(muted.negate()).toList());
    }
}
