package io.keepwatch.alerting.backtest;

import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.Alert.State;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// Makes firing intervals of the states that a rule's alerts have at one slot after the other.
final class FiringLog {

    private final Instant from;
    private final DoubleBinaryOperator worse;
    private final Map<Labels, Firing> open = new HashMap<>();
    private final Map<Labels, Instant> pending = new HashMap<>();
    private final List<Firing> firings = new ArrayList<>();
    private int nearMisses;
    private @Nullable Duration longestMiss;

    /// @param from  what ended before does not count
    /// @param worse of two values
    FiringLog(Instant from, DoubleBinaryOperator worse) {
        this.from = from;
        this.worse = worse;
    }

    void at(Instant slot, List<Alert> alerts) {
        Set<Labels> firing = new HashSet<>();
        Map<Labels, Instant> stillPending = new HashMap<>();
        for (Alert alert : alerts) {
            if (alert.state() == State.FIRING) {
                firing.add(alert.labels());
                open.merge(alert.labels(), opened(alert, slot), this::goingOn);
            } else if (alert.state() == State.PENDING) {
                stillPending.put(alert.labels(), alert.activeAt());
            }
        }
        open.values().removeIf(one -> !firing.contains(one.labels()) && close(one, slot));
        pending.forEach((labels, since) -> {
            if (!firing.contains(labels) && !since.equals(stillPending.get(labels))) {
                missed(since, slot);
            }
        });
        pending.clear();
        pending.putAll(stillPending);
    }

    private Firing opened(Alert alert, Instant slot) {
        Instant firedAt = alert.firedAt() == null ? slot : alert.firedAt();
        return new Firing(alert.labels(), alert.activeAt(), firedAt, null, alert.value(), firedAt.isBefore(from), alert.noDataSince() != null);
    }

    private Firing goingOn(Firing before, Firing now) {
        return new Firing(before.labels(), before.activeAt(), before.firedAt(), null, worse.applyAsDouble(before.worst(), now.worst()),
                before.earlier(), before.noData() || now.noData());
    }

    private boolean close(Firing one, Instant slot) {
        if (slot.isAfter(from)) {
            firings.add(new Firing(one.labels(), one.activeAt(), one.firedAt(), slot, one.worst(), one.earlier(), one.noData()));
        }
        return true;
    }

    private void missed(Instant since, Instant slot) {
        if (slot.isAfter(from)) {
            nearMisses++;
            Duration lasted = Duration.between(since, slot);
            longestMiss = longestMiss == null || lasted.compareTo(longestMiss) > 0 ? lasted : longestMiss;
        }
    }

    /// With those that still fire.
    List<Firing> firings() {
        List<Firing> all = new ArrayList<>(firings);
        all.addAll(open.values());
        all.sort(Comparator.comparing(Firing::firedAt).thenComparing(Firing::labels));
        return all;
    }

    int nearMisses() {
        return nearMisses;
    }

    @Nullable Duration longestMiss() {
        return longestMiss;
    }
}
