package io.keepwatch.alerting.evaluation;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The states of a group's rules.
///
/// @param lastSlot null before the first evaluation
/// @param rules    by which rule it is; states of rules that left the file are dropped by the next evaluation, with their stale markers
public record GroupState(@Nullable Instant lastSlot, Map<RuleKey, RuleState> rules) {

    public static final GroupState NEW = new GroupState(null, Map.of());

    public GroupState {
        rules = Map.copyOf(rules);
    }

    public RuleState of(RuleKey key) {
        return rules.getOrDefault(key, RuleState.NEW);
    }
}
