package io.keepwatch.alerting.rulefile;

import java.util.List;
import java.util.Map;

/// A side file: the extras of the alerts of the rule file beside it. An entry that cannot be used is among the problems and not among the
/// extras; its rule runs as Prometheus would run it.
///
/// @param alerts by the name of the alert
public record RuleExtrasFile(Map<String, RuleExtras> alerts, List<Problem> problems) {

    /// There is no side file.
    public static final RuleExtrasFile NONE = new RuleExtrasFile(Map.of(), List.of());

    private static final String SUFFIX = ".extras.";

    /// @param place file and line
    public record Problem(String place, String reason) {
        @Override
        public String toString() {
            return "Cannot read " + place + ": " + reason;
        }
    }

    public RuleExtrasFile {
        alerts = Map.copyOf(alerts);
        problems = List.copyOf(problems);
    }

    /// Of the rule that has this name.
    public RuleExtras of(String alert) {
        return alerts.getOrDefault(alert, RuleExtras.NONE);
    }

    /// The side file's name for a rule file's: `services.extras.yaml` for `services.yaml`.
    public static String nameFor(String ruleFile) {
        int dot = ruleFile.lastIndexOf('.');
        return dot < 0 ? ruleFile + ".extras.yaml" : ruleFile.substring(0, dot) + SUFFIX + ruleFile.substring(dot + 1);
    }

    /// Whether a file that a pattern found is a side file and holds no rules.
    public static boolean isSideFile(String name) {
        return name.matches(".*\\.extras\\.ya?ml");
    }
}
