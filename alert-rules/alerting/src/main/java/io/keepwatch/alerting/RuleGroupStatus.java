package io.keepwatch.alerting;

import io.keepwatch.alerting.rulefile.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A group of rules and how it is.
///
/// @param id             stays the same as long as file and name do
/// @param shipped        it comes with Keepwatch
/// @param group          as it stands in its file
/// @param interval       between two slots
/// @param queryOffset    how far before a slot the rules look
/// @param rules          in their order
/// @param lastEvaluation the slot of the last evaluation; null before the first one
/// @param took           the last evaluation
/// @param nextSlot       null while no process evaluates it
/// @param missed         slots that this process left out because it was late
public record RuleGroupStatus(String id, boolean shipped, RuleGroup group, Duration interval, Duration queryOffset, List<RuleStatus> rules,
                              @Nullable Instant lastEvaluation, Duration took, @Nullable Instant nextSlot, long missed) {

    public RuleGroupStatus {
        rules = List.copyOf(rules);
    }
}
