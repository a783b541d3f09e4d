package io.keepwatch.alerting.running;

import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.metadata.ShortId;
import io.keepwatch.telemetry.series.Labels;

/// Short names for what has a long one: the same in every process and after every restart.
final class Ids {

    private Ids() {}

    static String group(RuleGroup group) {
        return ShortId.of(group.file(), group.name());
    }

    static String rule(String groupId, RuleKey key) {
        return ShortId.of(groupId, key.name(), key.labels(), Integer.toString(key.occurrence()));
    }

    static String alert(String ruleId, Labels labels) {
        return ShortId.of(ruleId, labels.toString());
    }
}
