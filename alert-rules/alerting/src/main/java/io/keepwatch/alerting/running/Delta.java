package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.evaluation.GroupState;
import java.util.List;
import java.util.Map;

/// What has to be written after an evaluation.
///
/// @param state     of the group; its own row is written whenever anything is
/// @param alerts    that are new or others
/// @param gone      ids of alerts that are no more
/// @param memories  by the ids of their rules
/// @param forgotten ids of rules that are no more
/// @param changes   that people and routing hear of; their positions are given when they are written
/// @param refresh   also what changes each time is written
record Delta(GroupState state, List<AlertRow> alerts, List<String> gone, Map<String, RuleMemory> memories, List<String> forgotten,
             List<AlertChange> changes, boolean refresh, boolean ruleChanged) {

    boolean isEmpty() {
        return !refresh && !ruleChanged && alerts.isEmpty() && gone.isEmpty() && memories.isEmpty() && forgotten.isEmpty() && changes.isEmpty();
    }
}
