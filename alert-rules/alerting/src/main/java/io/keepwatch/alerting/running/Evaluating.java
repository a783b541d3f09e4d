package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.evaluation.EvaluationSettings;
import io.keepwatch.alerting.evaluation.RuleEvaluator;
import io.keepwatch.promql.QueryLimits;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How groups are evaluated, by the configuration as it is at the moment.
final class Evaluating {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    /// A sample is a time and a value.
    private static final int BYTES_PER_SAMPLE = 16;
    /// Labels, their text, and what is calculated from them.
    private static final int BYTES_PER_SERIES = 2_000;

    private final SeriesStore store;
    private final Supplier<AlertingSettings> settings;
    private final Supplier<URI> externalUrl;
    private final int concurrency;
    private final Clock clock;
    private volatile @Nullable Current current;

    /// @param from the settings that it follows from
    private record Current(AlertingSettings from, EvaluationSettings settings, RuleEvaluator evaluator) {}

    /// @param externalUrl where people reach the console
    Evaluating(SeriesStore store, Supplier<AlertingSettings> settings, Supplier<URI> externalUrl, int concurrency, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.externalUrl = externalUrl;
        this.concurrency = concurrency;
        this.clock = clock;
    }

    RuleEvaluator evaluator() {
        return now().evaluator();
    }

    EvaluationSettings settings() {
        return now().settings();
    }

    private Current now() {
        AlertingSettings written = settings.get();
        Current known = current;
        URI url = externalUrl.get();
        if (known == null || !known.from.equals(written) || !known.settings.externalUrl().equals(url)) {
            known = current(written, url);
            current = known;
        }
        return known;
    }

    private Current current(AlertingSettings written, URI url) {
        var evaluation = new EvaluationSettings(written.evaluationInterval(), written.queryOffset(), written.resendDelay(),
                Labels.of(written.externalLabels()), url, true, options(), written.alertsPerRule());
        return new Current(written, evaluation, new RuleEvaluator(store, evaluation, clock));
    }

    /// All that are evaluated at once have a quarter of the heap for samples and one for series, which no rule uses up in earnest.
    private QueryOptions options() {
        long part = Runtime.getRuntime().maxMemory() / 4 / concurrency;
        return QueryOptions.DEFAULT.withLimits(new QueryLimits(part / BYTES_PER_SAMPLE, (int) Math.min(Integer.MAX_VALUE, part / BYTES_PER_SERIES),
                TIMEOUT));
    }
}
