package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an integration was last told of a group; written only after it was told.
///
/// @param groupKey    of the group
/// @param integration receiver, kind and index: `team-x/slack/0`
/// @param at          the moment of the flush that was told
public record NotificationEntry(String groupKey, String integration, Set<Labels> firing, Set<Labels> resolved, Instant at) {

    public static NotificationEntry of(Flush flush, String integration) {
        return new NotificationEntry(flush.group().key(), integration, labels(flush.firing()), labels(flush.resolved()), flush.at());
    }

    /// Why the integration has to be told of a flush; empty when it knows already.
    ///
    /// @param last what it was last told, if that is still known
    public static Optional<NotifyReason> needed(@Nullable NotificationEntry last, Flush flush, boolean sendResolved) {
        Set<Labels> firing = labels(flush.firing());
        if (last == null) {
            return firing.isEmpty() ? Optional.empty() : Optional.of(NotifyReason.FIRST_NOTIFICATION);
        }
        if (!last.firing.containsAll(firing)) {
            return Optional.of(last.firing.isEmpty() ? NotifyReason.FIRST_NOTIFICATION : NotifyReason.NEW_ALERTS);
        }
        if (firing.isEmpty()) {
            // also where the end is not told: it must be recorded, else a new beginning would not be one
            return last.firing.isEmpty() ? Optional.empty() : Optional.of(NotifyReason.ALL_RESOLVED);
        }
        if (sendResolved && !last.resolved.containsAll(labels(flush.resolved()))) {
            return Optional.of(NotifyReason.NEW_RESOLVED);
        }
        boolean repeat = last.at.isBefore(flush.at().minus(flush.route().repeatInterval()));
        return repeat ? Optional.of(NotifyReason.REPEAT) : Optional.empty();
    }

    /// After which nothing needs to be known of it any more.
    public Instant expiresAt(Duration repeatInterval) {
        return at.plus(repeatInterval.multipliedBy(2));
    }

    private static Set<Labels> labels(List<RoutedAlert> alerts) {
        return alerts.stream().map(RoutedAlert::labels).collect(Collectors.toUnmodifiableSet());
    }
}
