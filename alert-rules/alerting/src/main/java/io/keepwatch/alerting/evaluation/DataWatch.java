package io.keepwatch.alerting.evaluation;

import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleExtras.NoData;
import io.keepwatch.promql.Unfiltered;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells, for one rule at one slot, "the condition does not hold" from "there is no data to decide it".
///
/// The rule's expression without its filters returns the series for which there is data. One that an alert came from and that is missing
/// there has either been ended by a stale marker, and then all is well, or it has vanished.
final class DataWatch {

    /// How often is looked whether a rule that returns nothing has any data.
    private static final Duration CHECK = Duration.ofMinutes(10);

    private final SlotRun run;
    private final NoData noData;
    private final Duration noDataFor;
    private final Optional<String> unfiltered;
    private final Map<Instant, Set<Labels>> unended = new HashMap<>();
    private @Nullable Set<Labels> present;

    DataWatch(AlertingRule rule, SlotRun run) {
        this.run = run;
        this.noData = run.extrasOf(rule).noData();
        this.noDataFor = run.extrasOf(rule).noDataFor();
        this.unfiltered = run.settings().beyondPrometheus() ? Unfiltered.of(rule.expr()) : Optional.empty();
    }

    /// Whether there is no data for an alert that the expression does not return, so that it must not end.
    boolean vanished(Alert alert) {
        boolean kept = noData == NoData.ALERT || noData == NoData.KEEP && alert.state() == Alert.State.FIRING;
        if (!kept || unfiltered.isEmpty() || present().contains(alert.source())) {
            return false;
        }
        Instant since = alert.noDataSince();
        return since != null ? run.slot().isBefore(since.plus(noDataFor)) : neverEnded(alert.source(), alert.seenAt());
    }

    private boolean neverEnded(Labels source, Instant seenAt) {
        Instant then = run.queried(seenAt);
        return unended.computeIfAbsent(then, _ -> run.queries().unendedSources(unfiltered.orElseThrow(), then, run.at())).contains(source);
    }

    private Set<Labels> present() {
        Set<Labels> known = present;
        if (known == null) {
            known = run.queries().sources(unfiltered.orElseThrow(), run.at());
            present = known;
        }
        return known;
    }

    /// Remembered label sets that have vanished, where that is an alert by itself.
    ///
    /// @param returned of the expression
    Set<Labels> missing(DataMemory before, Set<Labels> returned) {
        if (noData != NoData.ALERT || unfiltered.isEmpty()) {
            return Set.of();
        }
        Set<Labels> missing = new HashSet<>();
        before.sources().forEach((source, seenAt) -> {
            if (!returned.contains(source) && !present().contains(source) && run.slot().isBefore(seenAt.plus(noDataFor))
                    && neverEnded(source, seenAt)) {
                missing.add(source);
            }
        });
        return missing;
    }

    /// @param returned of the expression
    DataMemory remember(DataMemory before, Set<Labels> returned) {
        if (!run.settings().beyondPrometheus()) {
            return before;
        }
        if (noData == NoData.RESOLVE) {
            return DataMemory.NONE; // its rule has said that no data is well: nothing to be blind to
        }
        if (noData == NoData.ALERT && unfiltered.isPresent()) {
            return remembered(before, returned);
        }
        if (!returned.isEmpty() || unfiltered.isEmpty()) {
            return new DataMemory(run.slot(), run.slot(), Map.of());
        }
        Instant checkedAt = before.checkedAt();
        boolean recent = checkedAt != null && run.slot().isBefore(checkedAt.plus(CHECK));
        // one that has never seen any looks at each slot: at a first start the data comes a moment after the rules
        if (recent && (before.seenAt() == null ? present().isEmpty() : present == null)) {
            return before;
        }
        return new DataMemory(present().isEmpty() ? before.seenAt() : run.slot(), run.slot(), Map.of());
    }

    private DataMemory remembered(DataMemory before, Set<Labels> returned) {
        Map<Labels, Instant> sources = new HashMap<>();
        before.sources().forEach((source, seenAt) -> {
            if (run.slot().isBefore(seenAt.plus(noDataFor))) {
                sources.put(source, seenAt);
            }
        });
        returned.forEach(source -> sources.put(source, run.slot()));
        present().forEach(source -> sources.put(source, run.slot()));
        boolean any = !returned.isEmpty() || !present().isEmpty();
        return new DataMemory(any ? run.slot() : before.seenAt(), run.slot(), sources);
    }
}
