package io.keepwatch.alerting.evaluation;

import io.keepwatch.alerting.rulefile.Rule;
import io.keepwatch.telemetry.series.LabelText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which rule of its group a state belongs to, also after the file was changed.
///
/// @param labels     those of the rule, as text
/// @param occurrence from 0, among the rules of the group that have the same name and labels
public record RuleKey(String name, String labels, int occurrence) {

    /// Of all rules of a group, in their order.
    public static List<RuleKey> of(List<Rule> rules) {
        Map<RuleKey, Integer> counts = new HashMap<>();
        List<RuleKey> keys = new ArrayList<>();
        for (Rule rule : rules) {
            String labels = rule.labels().entrySet().stream().map(label -> LabelText.label(label.getKey()) + "=" + LabelText.quote(label.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            int occurrence = counts.merge(new RuleKey(rule.name(), labels, 0), 1, Integer::sum) - 1;
            keys.add(new RuleKey(rule.name(), labels, occurrence));
        }
        return keys;
    }
}
