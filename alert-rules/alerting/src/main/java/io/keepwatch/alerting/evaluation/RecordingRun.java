package io.keepwatch.alerting.evaluation;

import io.keepwatch.alerting.rulefile.RecordingRule;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.promql.Unfiltered;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One recording rule at one slot.
final class RecordingRun {

    private final RecordingRule rule;
    private final RuleState before;
    private final SlotRun run;

    RecordingRun(RecordingRule rule, RuleState before, SlotRun run) {
        this.rule = rule;
        this.before = before;
        this.run = run;
    }

    Map<Labels, Double> evaluate() {
        Map<Labels, Double> samples = new TreeMap<>();
        for (Sample sample : run.queries().vector(rule.expr(), run.at())) {
            if (samples.putIfAbsent(recorded(sample.labels()), sample.value()) != null) {
                throw RuleFailedException.because("vector contains metrics with the same labelset after applying rule labels");
            }
        }
        run.checkLimit(samples.size(), "series");
        return samples;
    }

    private Labels recorded(Labels source) {
        Map<String, String> labels = source.toMap();
        labels.put(Labels.NAME, rule.name());
        labels.putAll(rule.labels());
        return Labels.of(labels);
    }

    /// The series that get a stale marker. One whose sources vanished without a word vanishes without a word too: a marker would tell
    /// the alerts over it that all is well.
    Set<Labels> ended(Set<Labels> made) {
        Set<Labels> gone = before.series().stream().filter(series -> !made.contains(series)).collect(Collectors.toSet());
        Instant seenAt = before.memory().seenAt();
        Optional<String> unfiltered = run.settings().beyondPrometheus() && !gone.isEmpty() && seenAt != null ? Unfiltered.of(rule.expr()) : Optional.empty();
        unfiltered.ifPresent(expression -> {
            Set<Labels> vanished = recorded(run.queries().unendedSources(expression, run.queried(seenAt), run.at()));
            vanished.removeAll(recorded(run.queries().sources(expression, run.at())));
            gone.removeAll(vanished);
        });
        return gone;
    }

    private Set<Labels> recorded(Set<Labels> sources) {
        return sources.stream().map(this::recorded).collect(Collectors.toSet());
    }

    /// When there was data last; whether a recording rule is blind nobody asks.
    DataMemory memory(Map<Labels, Double> samples) {
        return samples.isEmpty() || !run.settings().beyondPrometheus() ? before.memory() : new DataMemory(run.slot(), null, Map.of());
    }
}
