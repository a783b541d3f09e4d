package io.keepwatch.alerting.running;

import io.keepwatch.alerting.RefusedRules;
import java.util.List;

/// The groups of all files at one moment.
///
/// @param groups  in order, each once
/// @param refused what is not in use as it stands
record RuleBook(List<LoadedGroup> groups, List<RefusedRules> refused) {

    static final RuleBook EMPTY = new RuleBook(List.of(), List.of());

    RuleBook {
        groups = List.copyOf(groups);
        refused = List.copyOf(refused);
    }
}
