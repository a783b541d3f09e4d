package io.keepwatch.alerting.rulefile;

import java.util.List;

/// The groups of a file that can be used, and what is wrong with the others.
///
/// @param problems for which Prometheus refuses the whole file
/// @param warnings for which it does not
public record RuleFile(String path, List<RuleGroup> groups, List<RuleProblem> problems, List<RuleProblem> warnings) {

    public RuleFile {
        groups = List.copyOf(groups);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    public int ruleCount() {
        return groups.stream().mapToInt(group -> group.rules().size()).sum();
    }
}
