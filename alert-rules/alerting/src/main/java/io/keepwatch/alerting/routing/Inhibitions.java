package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which alerts are muted by others at one moment. The sources are found by the labels that must be equal, for storms have thousands.
public final class Inhibitions {

    private final List<Rule> rules = new ArrayList<>();

    private record Rule(InhibitRule rule, Map<Labels, List<Source>> sources) {}

    /// @param alsoTarget of the same rule
    private record Source(Labels labels, boolean alsoTarget) {}

    /// @param firing labels of all alerts that fire
    public Inhibitions(List<InhibitRule> rules, Collection<Labels> firing) {
        for (InhibitRule rule : rules) {
            Map<Labels, List<Source>> sources = new HashMap<>();
            for (Labels alert : firing) {
                if (rule.isSource(alert)) {
                    sources.computeIfAbsent(alert.only(rule.equal()), _ -> new ArrayList<>()).add(new Source(alert, rule.isTarget(alert)));
                }
            }
            this.rules.add(new Rule(rule, sources));
        }
    }

    /// The alert that mutes this one. What is source and target of a rule at once is not muted by what is both, thus not by itself.
    public Optional<Labels> mutes(Labels alert) {
        for (Rule rule : rules) {
            List<Source> sources = rule.sources.getOrDefault(alert.only(rule.rule.equal()), List.of());
            if (sources.isEmpty() || !rule.rule.isTarget(alert)) {
                continue;
            }
            boolean alsoSource = rule.rule.isSource(alert);
            for (Source source : sources) {
                if (!alsoSource || !source.alsoTarget) {
                    return Optional.of(source.labels);
                }
            }
        }
        return Optional.empty();
    }
}
