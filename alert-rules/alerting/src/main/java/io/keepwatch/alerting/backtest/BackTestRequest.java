package io.keepwatch.alerting.backtest;

import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// A rule and the time over which it is replayed.
///
/// @param group       whose slots and limit it has; its rules do not matter
/// @param interval    between two slots
/// @param queryOffset how far before a slot the expression looks
public record BackTestRequest(AlertingRule rule, RuleGroup group, Duration interval, Duration queryOffset, TimeRange range) {

    /// The group with nothing but the rule, and that without its annotations: they are texts of which no state depends.
    RuleGroup replayed() {
        var bare = new AlertingRule(rule.name(), rule.expr(), rule.holdDuration(), rule.keepFiringFor(), rule.labels(), new TreeMap<>(),
                rule.extras(), rule.line());
        return new RuleGroup(group.file(), group.name(), interval, queryOffset, group.limit(), group.labels(), List.of(bare), group.line());
    }

    /// Early enough that whatever fires when the range begins already does so in the replay.
    Instant begin() {
        return range.from().minus(rule.holdDuration()).minus(rule.keepFiringFor()).minus(interval.multipliedBy(2));
    }
}
