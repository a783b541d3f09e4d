package io.keepwatch.alerting.running;

import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// What is long of a rule's state.
///
/// @param series  that it wrote last
/// @param sources for which there was data, and when last
record RuleMemory(Set<Labels> series, Map<Labels, Instant> sources) {

    static final RuleMemory NONE = new RuleMemory(Set.of(), Map.of());

    /// So that it fits into a row. Series beyond end without a stale marker when their rule vanishes while nobody runs it, as all do in
    /// Prometheus.
    private static final int MOST = 20_000;

    static RuleMemory of(RuleState state) {
        var series = state.series().size() > MOST ? Set.<Labels>of() : state.series();
        var sources = state.memory().sources();
        return new RuleMemory(series, sources.size() > MOST ? Map.of() : sources);
    }

    /// The times alone make no difference that must be kept at once.
    boolean differsFrom(RuleMemory other) {
        return !series.equals(other.series) || !sources.keySet().equals(other.sources.keySet());
    }
}
