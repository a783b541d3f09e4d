package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.ActiveAlert;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.ui.element.Glyph;
import java.util.Comparator;
import java.util.List;

/// How a rule is, in a word or two and with the reason.
///
/// @param rank the worst first
record RuleHealth(int rank, Glyph glyph, String words, String reason) {

    static RuleHealth of(RuleStatus rule) {
        return switch (rule.health()) {
            case BAD -> new RuleHealth(0, Glyph.CRITICAL, "fails", rule.error() == null ? "" : rule.error());
            case NOT_APPLICABLE -> new RuleHealth(6, Glyph.WAITING, "not applicable", needs(rule));
            case UNKNOWN -> new RuleHealth(5, Glyph.WAITING, "not evaluated yet", "its first evaluation comes within an interval");
            case GOOD -> good(rule);
        };
    }

    private static RuleHealth good(RuleStatus rule) {
        long firing = count(rule, ActiveAlert.State.FIRING);
        long silent = count(rule, ActiveAlert.State.NO_DATA);
        if (firing > 0) {
            Severity gravest = rule.alerts().stream().map(alert -> Severity.of(alert.alert().labels())).min(Comparator.naturalOrder())
                    .orElse(Severity.WARNING);
            return new RuleHealth(1, gravest.glyph(), firing == 1 ? "fires" : "fires " + firing + " times", "");
        }
        if (silent > 0) {
            return new RuleHealth(2, Glyph.STALE, "no data", "it fired when its series vanished; nobody can say that it is over");
        }
        if (rule.blind()) {
            return new RuleHealth(3, Glyph.WARNING, "blind", "there has never been any data for it, so it cannot fire");
        }
        return rule.alerts().isEmpty() ? new RuleHealth(7, Glyph.GOOD, rule.rule() instanceof AlertingRule ? "quiet" : "records", "")
                : new RuleHealth(4, Glyph.WAITING, "pending", "its condition holds, not yet long enough");
    }

    private static String needs(RuleStatus rule) {
        String needs = rule.rule() instanceof AlertingRule alerting ? alerting.extras().needs() : "";
        return needs.isEmpty() ? "what it watches is not set up" : "needs " + needs;
    }

    private static long count(RuleStatus rule, ActiveAlert.State state) {
        return rule.alerts().stream().filter(alert -> alert.state() == state).count();
    }

    /// Somebody should look at the rule itself.
    boolean trouble() {
        return rank == 0 || rank == 2 || rank == 3;
    }

    boolean firing() {
        return rank == 1 || rank == 2;
    }

    static long troubles(List<RuleStatus> rules) {
        return rules.stream().map(RuleHealth::of).filter(RuleHealth::trouble).count();
    }
}
