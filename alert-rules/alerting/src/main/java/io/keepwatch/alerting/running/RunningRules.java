package io.keepwatch.alerting.running;

import io.keepwatch.alerting.ActiveAlert;
import io.keepwatch.alerting.RefusedRules;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.evaluation.EvaluationSettings;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.evaluation.Slots;
import io.keepwatch.alerting.rulefile.RuleGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers from memory for the groups that this process evaluates, and from the metadata database for those of others.
final class RunningRules implements RuleGroups {

    private static final Logger log = LoggerFactory.getLogger(RunningRules.class);
    private static final Duration OLDEST = Duration.ofSeconds(5);

    private final Supplier<RuleBook> book;
    private final RuleScheduler scheduler;
    private final RuleStore store;
    private final Evaluating evaluating;
    private final Clock clock;
    private volatile Elsewhere elsewhere = new Elsewhere(Instant.MIN, Set.of(), Map.of());
    private @Nullable Object lastSeen;
    private long stamp;

    /// What others evaluate, as it was stored at a time.
    private record Elsewhere(Instant at, Set<String> ids, Map<String, GroupState> states) {}

    RunningRules(Supplier<RuleBook> book, RuleScheduler scheduler, RuleStore store, Evaluating evaluating, Clock clock) {
        this.book = book;
        this.scheduler = scheduler;
        this.store = store;
        this.evaluating = evaluating;
        this.clock = clock;
    }

    @Override
    public List<RuleGroupStatus> groups() {
        RuleBook current = book.get();
        Map<String, GroupState> others = others(current);
        return current.groups().stream().map(group -> scheduler.runner(group.id()).map(runner -> status(group, runner))
                .orElseGet(() -> status(group, others.get(group.id())))).toList();
    }

    @Override
    public List<RefusedRules> refused() {
        return book.get().refused();
    }

    /// Counts how often something else was found than the time before.
    @Override
    public synchronized long stamp() {
        RuleBook current = book.get();
        List<Object> seen = new ArrayList<>();
        seen.add(System.identityHashCode(current));
        scheduler.runners().forEach(runner -> seen.add(System.identityHashCode(runner.shown())));
        seen.add(others(current));
        if (!seen.equals(lastSeen)) {
            lastSeen = seen;
            stamp++;
        }
        return stamp;
    }

    private Map<String, GroupState> others(RuleBook current) {
        Set<String> ids = current.groups().stream().map(LoadedGroup::id).filter(id -> scheduler.runner(id).isEmpty()).collect(Collectors.toSet());
        Elsewhere known = elsewhere;
        Instant now = clock.instant();
        boolean fresh = known.ids.equals(ids) && Duration.between(known.at, now).abs().compareTo(OLDEST) < 0;
        if (ids.isEmpty() || fresh) {
            return ids.isEmpty() ? Map.of() : known.states;
        }
        try {
            elsewhere = new Elsewhere(now, ids, store.load(ids));
        } catch (RuntimeException e) {
            log.warn("Cannot load the states of {} rule groups of other processes: {}", ids.size(), e.toString());
            elsewhere = new Elsewhere(now, ids, known.states);
        }
        return elsewhere.states;
    }

    private RuleGroupStatus status(LoadedGroup group, GroupRunner runner) {
        GroupRunner.Shown shown = runner.shown();
        return status(group, shown.state(), shown.took(), runner.next(), shown.missed());
    }

    private RuleGroupStatus status(LoadedGroup group, @Nullable GroupState stored) {
        if (stored == null) {
            return status(group, GroupState.NEW, Duration.ZERO, null, 0);
        }
        Duration took = stored.rules().values().stream().map(RuleState::took).reduce(Duration.ZERO, Duration::plus);
        Instant next = Optional.ofNullable(stored.lastSlot()).map(last -> {
            var slots = new Slots(group.group().file(), group.group().name(), interval(group.group()));
            return slots.after(slots.at(last.plusMillis(1)));
        }).orElse(null);
        return status(group, stored, took, next, 0);
    }

    private RuleGroupStatus status(LoadedGroup group, GroupState state, Duration took, @Nullable Instant next, long missed) {
        EvaluationSettings settings = evaluating.settings();
        List<RuleStatus> rules = new ArrayList<>();
        for (int i = 0; i < group.keys().size(); i++) {
            rules.add(rule(group, i, state.of(group.keys().get(i))));
        }
        return new RuleGroupStatus(group.id(), group.shipped(), group.group(), interval(group.group()),
                Objects.requireNonNullElse(group.group().queryOffset(), settings.queryOffset()), rules, state.lastSlot(), took, next, missed);
    }

    private Duration interval(RuleGroup group) {
        return Objects.requireNonNullElse(group.interval(), evaluating.settings().interval());
    }

    private static RuleStatus rule(LoadedGroup group, int index, RuleState state) {
        String id = group.ruleIds().get(index);
        List<ActiveAlert> alerts = state.activeAlerts().stream().map(alert -> new ActiveAlert(Ids.alert(id, alert.labels()), id, alert)).toList();
        return new RuleStatus(id, group.id(), group.group().rules().get(index), state.health(), state.error(), state.lastEvaluation(), state.took(),
                state.memory().blind(), state.memory().seenAt(), alerts);
    }
}
