package io.keepwatch.alerting;

import java.util.List;
import java.util.Optional;

/// The rules that are in use, how they are, and their alerts. Every control process answers the same, whichever of them evaluates a group;
/// what another one evaluates may be some seconds old.
public interface RuleGroups {

    /// The shipped ones first, then in order of files, and in each as they stand there.
    List<RuleGroupStatus> groups();

    default Optional<RuleGroupStatus> group(String id) {
        return groups().stream().filter(group -> group.id().equals(id)).findFirst();
    }

    default Optional<RuleStatus> rule(String id) {
        return groups().stream().flatMap(group -> group.rules().stream()).filter(rule -> rule.id().equals(id)).findFirst();
    }

    /// Those that are pending or fire, with or without data, in the order of their rules.
    default List<ActiveAlert> alerts() {
        return groups().stream().flatMap(group -> group.rules().stream()).flatMap(rule -> rule.alerts().stream()).toList();
    }

    /// What stands in a file and is not in use, and why.
    List<RefusedRules> refused();

    /// Another number once anything of the above has changed.
    long stamp();
}
