package io.keepwatch.alerting.running;

import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.rulefile.RuleGroup;
import java.util.List;

/// A group of a rule file, ready to run.
///
/// @param shipped it comes with Keepwatch
/// @param keys    of its rules, in their order
/// @param ruleIds of its rules, in their order
record LoadedGroup(String id, RuleGroup group, boolean shipped, List<RuleKey> keys, List<String> ruleIds) {

    static LoadedGroup of(RuleGroup group, boolean shipped) {
        String id = Ids.group(group);
        List<RuleKey> keys = RuleKey.of(group.rules());
        return new LoadedGroup(id, group, shipped, keys, keys.stream().map(key -> Ids.rule(id, key)).toList());
    }
}
